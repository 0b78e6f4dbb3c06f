import { FONT_FAMILY, type Pen } from './canvas.js';
import type { Box, PictureLayout } from './picture-layout.js';
import type { PictureTheme } from './picture-theme.js';

export type Align = 'left' | 'center' | 'right';

export interface TextStyle {
  readonly color?: string;
  readonly align?: Align;
  readonly weight?: 400 | 600;
  readonly size?: number;
  /** Edged with the ground, to be read over candles. */
  readonly halo?: boolean;
}

/** The paper all parts of a picture are drawn on. */
export class Sheet {
  constructor(
    readonly pen: Pen,
    readonly theme: PictureTheme,
    readonly layout: PictureLayout,
  ) {}

  /** @param y the middle of the line of text */
  text(text: string, x: number, y: number, style: TextStyle = {}): void {
    const { color = this.theme.text, align = 'left', halo = false } = style;
    this.#font(style);
    this.pen.fillStyle = color;
    this.pen.textAlign = align;
    this.pen.textBaseline = 'middle';
    if (halo) {
      this.pen.strokeStyle = this.theme.ground;
      this.pen.lineWidth = this.layout.text * 0.3;
      this.pen.lineJoin = 'round';
      this.pen.strokeText(text, x, y);
    }
    this.pen.fillText(text, x, y);
  }

  widthOf(text: string, style: { weight?: 400 | 600; size?: number } = {}): number {
    this.#font(style);
    return this.pen.measureText(text).width;
  }

  #font({ weight = 400, size = this.layout.text }: { weight?: 400 | 600; size?: number }): void {
    this.pen.font = `${weight} ${size}px "${FONT_FAMILY}"`;
  }

  /** A straight line, on whole pixels when it is level or upright and thin. */
  stroke(
    from: readonly [number, number],
    to: readonly [number, number],
    color: string,
    width = 1,
    dash: readonly number[] = [],
  ): void {
    const crisp = (value: number, straight: boolean): number => (straight ? Math.round(value - 0.5) + 0.5 : value);
    const upright = from[0] === to[0];
    const level = from[1] === to[1];
    this.#pathStyle(color, width, dash);
    this.pen.moveTo(crisp(from[0], upright), crisp(from[1], level));
    this.pen.lineTo(crisp(to[0], upright), crisp(to[1], level));
    this.pen.stroke();
    this.pen.setLineDash([]);
  }

  /** A line through points. */
  polyline(
    points: readonly (readonly [number, number])[],
    color: string,
    width: number,
    dash: readonly number[] = [],
  ): void {
    this.#pathStyle(color, width, dash);
    this.#pathThrough(points);
    this.pen.stroke();
    this.pen.setLineDash([]);
  }

  #pathStyle(color: string, width: number, dash: readonly number[]): void {
    this.pen.strokeStyle = color;
    this.pen.lineWidth = width;
    this.pen.lineJoin = 'round';
    this.pen.setLineDash([...dash]);
    this.pen.beginPath();
  }

  #pathThrough(points: readonly (readonly [number, number])[]): void {
    for (const [k, [x, y]] of points.entries()) {
      if (k === 0) this.pen.moveTo(x, y);
      else this.pen.lineTo(x, y);
    }
  }

  fill({ left, right, top, bottom }: Box, color: string): void {
    this.pen.fillStyle = color;
    this.pen.fillRect(left, top, right - left, bottom - top);
  }

  /** Whatever is drawn within stays inside the box. */
  clipped(box: Box, draw: () => void): void {
    this.pen.save();
    this.pen.beginPath();
    this.pen.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    this.pen.clip();
    draw();
    this.pen.restore();
  }

  /** A filled shape through points. */
  area(points: readonly (readonly [number, number])[], color: string): void {
    this.pen.fillStyle = color;
    this.pen.beginPath();
    this.#pathThrough(points);
    this.pen.closePath();
    this.pen.fill();
  }

  /** A value on the axis right of a pane, in a box of its own. */
  chip(text: string, y: number, color: string, strong: boolean): void {
    const { layout, theme } = this;
    const height = Math.round(layout.text * 1.3);
    const left = layout.axis.right + 2;
    const box = {
      left,
      right: left + Math.round(layout.text * 5),
      top: Math.round(y - height / 2),
      bottom: Math.round(y + height / 2),
    };
    this.fill(box, strong ? color : theme.ground);
    if (!strong) {
      this.pen.strokeStyle = color;
      this.pen.lineWidth = 1;
      this.pen.strokeRect(box.left + 0.5, box.top + 0.5, box.right - box.left - 1, box.bottom - box.top - 1);
    }
    const style = {
      color: strong ? theme.onStrong : color,
      weight: strong ? (600 as const) : (400 as const),
      size: layout.text * 0.92,
    };
    this.text(text, left + Math.round(layout.text * 0.45), y, style);
  }
}
