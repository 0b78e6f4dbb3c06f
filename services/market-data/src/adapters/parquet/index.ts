export { ParquetBars, readParquetBars } from './parquet-bars.js';
export { readParquetText } from './parquet-text.js';
