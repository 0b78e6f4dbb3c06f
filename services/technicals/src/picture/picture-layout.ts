/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PictureLayout {
  /** Size of ordinary text in pixels; lines of text are `line` apart. */
  readonly text: number;
  readonly line: number;
  readonly header: Box;
  readonly price: Box;
  readonly volume: Box | undefined;
  /** One for each indicator on a scale of its own. */
  readonly own: readonly Box[];
  /** Under the last pane. */
  readonly axis: Box;
  /** Levels and patterns in words; undefined where the picture is too narrow. */
  readonly panel: Box | undefined;
  /** Pixels from one bar to the next. */
  readonly step: number;
  /** The middle of a bar. */
  readonly x: (bar: number) => number;
}

/** Least width that leaves room for words beside the chart. */
const PANEL_FROM = 1200;
/** Shares of the height: the candles get what is left, at least this. */
const VOLUME_SHARE = 0.11;
const OWN_SHARE = 0.17;
const LEAST_PRICE_SHARE = 0.4;

/** Divides a picture: header, candles, volume, further panes, the time axis, and words beside them. */
export function pictureLayout(
  width: number,
  height: number,
  content: { bars: number; volume: boolean; own: number; panel: boolean; legendLines: number },
): PictureLayout {
  const text = textSize(width, height);
  const line = Math.round(text * 1.5);
  const edge = Math.round(text);
  const panelWidth = content.panel && width >= PANEL_FROM ? Math.round(text * 19) : 0;
  const right = width - edge - panelWidth;
  const paneRight = right - Math.round(text * 5.2);
  const header = {
    left: edge,
    right: width - edge,
    top: Math.round(edge * 0.7),
    bottom: Math.round(edge * 0.7 + line * 1.7 + line * content.legendLines),
  };
  const axis = {
    left: edge,
    right: paneRight,
    top: height - line - Math.round(edge * 0.5),
    bottom: height - Math.round(edge * 0.5),
  };
  const total = axis.top - header.bottom;
  const gap = Math.round(text * 0.7);
  const wanted = (content.volume ? VOLUME_SHARE : 0) + OWN_SHARE * content.own;
  const squeeze = Math.min(1, (1 - LEAST_PRICE_SHARE) / Math.max(wanted, Number.EPSILON));

  let bottom = axis.top;
  const pane = (share: number): Box => {
    const box = { left: edge, right: paneRight, top: Math.round(bottom - total * share * squeeze) + gap, bottom };
    bottom = box.top - gap;
    return box;
  };
  const own = Array.from({ length: content.own }, () => pane(OWN_SHARE)).reverse();
  const volume = content.volume ? pane(VOLUME_SHARE) : undefined;
  const price = { left: edge, right: paneRight, top: header.bottom, bottom };
  // Half a bar of air on either side, so that the first and the newest candle are whole.
  const step = (paneRight - edge) / (content.bars + 1);
  return {
    text,
    line,
    header,
    price,
    volume,
    own,
    axis,
    panel:
      panelWidth === 0
        ? undefined
        : { left: right + edge, right: width - edge, top: header.bottom, bottom: axis.bottom },
    step,
    x: (bar) => edge + step * (bar + 1),
  };
}

/** Text grows with the root of the picture: 12 pixels at 800 by 600, 16 at 1600 by 900. */
function textSize(width: number, height: number): number {
  return Math.min(Math.max(Math.round(0.42 * Math.sqrt(Math.min(width, 1.6 * height))), 9), 40);
}
