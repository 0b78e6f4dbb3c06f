import { normals } from '../random.js';

export interface Planted {
  readonly share: number;
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/** Row-major rows drawn from a mixture with independent dimensions. */
export function drawn(random: () => number, planted: readonly Planted[], count: number): Float64Array {
  const width = planted[0]?.means.length ?? 0;
  const rows = new Float64Array(count * width);
  for (let row = 0; row < count; row++) {
    const source = chosen(planted, random());
    normals(random, width).forEach((normal, d) => {
      rows[row * width + d] = (source?.means[d] ?? 0) + (source?.deviations[d] ?? 0) * normal;
    });
  }
  return rows;
}

function chosen(planted: readonly Planted[], number: number): Planted | undefined {
  let passed = 0;
  for (const source of planted) {
    passed += source.share;
    if (number < passed) return source;
  }
  return planted[planted.length - 1];
}
