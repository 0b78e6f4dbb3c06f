import { type CandleMark, type ChartShape, ChartShape_Status, PatternDirection } from '@cream/proto/knowledge';

/** `HEAD_AND_SHOULDERS` → `Head and shoulders`. */
export function shapeName(kind: string): string {
  const text = kind.toLowerCase().replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function directionText(direction: PatternDirection): string {
  return PatternDirection[direction]?.toLowerCase() ?? 'unknown';
}

export function statusText(status: ChartShape_Status): string {
  return ChartShape_Status[status]?.toLowerCase() ?? 'unknown';
}

/** The most confident pattern of the newest bar and the most confident of the others, oldest first. */
export function clearestMarks(marks: readonly CandleMark[], bars: number, most: number): CandleMark[] {
  const byConfidence = marks.toSorted((a, b) => b.confidence - a.confidence || b.bar - a.bar);
  const newest = byConfidence.find(({ bar }) => bar === bars - 1);
  const others = byConfidence.filter(({ bar }) => bar < bars - 1).slice(0, newest === undefined ? most : most - 1);
  return [...others, ...(newest === undefined ? [] : [newest])].sort((a, b) => a.bar - b.bar);
}

/** What is still before one's eyes, else the newest that was decided and lies wholly in the picture. */
export function drawnShapes(shapes: readonly ChartShape[], most: number): ChartShape[] {
  const active = shapes.filter((shape) => shape.active);
  if (active.length > 0) return active.slice(-most);
  return shapes.filter(({ pivots }) => pivots.every(({ bar }) => bar >= 0)).slice(-most);
}
