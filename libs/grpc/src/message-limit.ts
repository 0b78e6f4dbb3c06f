/** The largest message either side of a wire takes: ten years of daily bars of a few dozen symbols fit. */
export const MESSAGE_LIMIT_BYTES = 64 * 1024 * 1024;
