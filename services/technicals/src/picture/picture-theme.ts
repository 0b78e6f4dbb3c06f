import { PatternDirection } from '@cream/proto/knowledge';

/** Colours of a picture; text on its ground has a contrast of at least 4.5 : 1. */
export interface PictureTheme {
  readonly ground: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly frame: string;
  readonly rise: string;
  readonly fall: string;
  readonly riseSoft: string;
  readonly fallSoft: string;
  readonly band: string;
  readonly shape: string;
  /** Of text on a chip in a strong colour. */
  readonly onStrong: string;
  /** Of indicators, in the order in which they are drawn. */
  readonly lines: readonly string[];
}

export const LIGHT: PictureTheme = {
  ground: '#ffffff',
  text: '#15202c',
  muted: '#52606e',
  grid: '#eceff3',
  frame: '#d8dde4',
  rise: '#0f7b52',
  fall: '#c0342b',
  riseSoft: '#a9d8c4',
  fallSoft: '#eeb9b4',
  band: 'rgba(27, 90, 166, 0.07)',
  shape: '#7038a8',
  onStrong: '#ffffff',
  lines: ['#1b5aa6', '#b45f06', '#7a7f87', '#0f7f8c', '#a02c6d', '#6b7d00', '#5a4fcf', '#8a5a3c'],
};

export const DARK: PictureTheme = {
  ground: '#121920',
  text: '#e5ebf2',
  muted: '#9eabba',
  grid: '#202a35',
  frame: '#313e4d',
  rise: '#46c08d',
  fall: '#f2766c',
  riseSoft: '#245d49',
  fallSoft: '#743b3a',
  band: 'rgba(130, 182, 247, 0.09)',
  shape: '#c79bf2',
  onStrong: '#0e1319',
  lines: ['#82b6f7', '#efb45b', '#a9b4c0', '#5fd0da', '#f08fc0', '#c5d45a', '#b0a6ff', '#d9a987'],
};

/** The colour of what a pattern announces. */
export function directionColor(theme: PictureTheme, direction: PatternDirection): string {
  if (direction === PatternDirection.BULLISH) return theme.rise;
  return direction === PatternDirection.BEARISH ? theme.fall : theme.muted;
}
