export { ParquetBars, readParquetBars } from './parquet-bars.js';
