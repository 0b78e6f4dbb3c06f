const close = Array.from({ length: 60 }, (_, i) => (400 + ((i * 37) % 23) * 4 - ((i * 11) % 7) * 2 + i) / 4);
const open = close.map((value, i) => close[i - 1] ?? value);

/** Sixty bars of whole quarters: sums and differences of them are exact in every language. */
export const SIXTY_BARS = {
  open,
  high: close.map((value, i) => Math.max(value, open[i] ?? value) + ((i * 5) % 4) / 4),
  low: close.map((value, i) => Math.min(value, open[i] ?? value) - ((i * 3) % 5) / 4),
  close,
  volume: close.map((_, i) => 1000 + ((i * i * 7) % 13) * 100),
};
