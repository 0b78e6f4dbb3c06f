import { fileURLToPath } from 'node:url';
import { failedPrecondition } from '@cream/grpc';
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';

export type Pen = SKRSContext2D;

/** The one family a picture is written in: Inter (SIL Open Font License), which comes with the package. */
export const FONT_FAMILY = 'Cream Inter';
const WEIGHTS = [400, 600] as const;

type Library = typeof import('@napi-rs/canvas');
let library: Promise<Library> | undefined;

/**
 * An empty picture. The drawing library is loaded with the first one: it is large, and most processes never draw.
 * @throws ConnectError FAILED_PRECONDITION where there is no build of it for this machine
 */
export async function newCanvas(width: number, height: number): Promise<Canvas> {
  library ??= loadLibrary();
  const { createCanvas } = await library;
  return createCanvas(width, height);
}

async function loadLibrary(): Promise<Library> {
  const loaded = await import('@napi-rs/canvas').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw failedPrecondition(`pictures cannot be drawn on this machine, @napi-rs/canvas does not load: ${reason}`);
  });
  for (const weight of WEIGHTS) {
    const file = fileURLToPath(new URL(`../../fonts/inter-latin-${weight}.woff2`, import.meta.url));
    if (loaded.GlobalFonts.registerFromPath(file, FONT_FAMILY) === null) throw new Error(`${file} is no font`);
  }
  return loaded;
}
