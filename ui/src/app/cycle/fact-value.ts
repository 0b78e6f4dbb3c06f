import type { Fact } from '@cream/proto/knowledge';
import { decimal, quantityWithUnit } from '../format/decimal.js';

/** What a fact says, exact, with its unit. A table is named by its size: its cells are in the record. */
export function factValue({ value, unit }: Fact): string {
  switch (value.case) {
    case 'decimal':
      return quantityWithUnit(value.value.value, unit);
    case 'text':
    case 'label':
      return value.value;
    case 'range':
      return `${decimal(value.value.low?.value)} to ${decimal(value.value.high?.value)} ${unit}`.trim();
    case 'series':
      return `${value.value.values.map((each) => decimal(each.value)).join(', ')} ${unit}`.trim();
    case 'table':
      return `Table of ${value.value.rows.length} rows: ${value.value.columns.join(', ')}`;
    default:
      return '–';
  }
}

/** `indicator.rsi_14` → `rsi 14`; `regime.label` → `regime`, which is what it labels. */
export function factName(kind: string): string {
  const [family, label] = [kind.slice(0, kind.indexOf('.')), kind.slice(kind.indexOf('.') + 1)];
  return (label === 'label' ? family : label).replaceAll('_', ' ').replaceAll('.', ' ');
}
