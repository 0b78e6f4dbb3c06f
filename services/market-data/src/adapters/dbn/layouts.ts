import type { Layout, RecordOf } from './fields.js';

// Field order and widths of DBN's published record types, little-endian and without gaps, after the common header.
// https://databento.com/docs/standards-and-conventions/databento-binary-encoding

/** Size of the header every record begins with. */
export const HEADER_BYTES = 16;

const trade = [
  ['price', 'price'],
  ['size', 'u32'],
  ['action', 'char'],
  ['side', 'char'],
  ['flags', 'u8'],
  ['depth', 'u8'],
  ['tsRecv', 'time'],
  ['tsInDelta', 'i32'],
  ['sequence', 'u32'],
] as const satisfies Layout;

const mbp1 = [...trade, ['levels', 'levels1']] as const satisfies Layout;
const mbp10 = [...trade, ['levels', 'levels10']] as const satisfies Layout;

const mbo = [
  ['orderId', 'u64'],
  ['price', 'price'],
  ['size', 'u32'],
  ['flags', 'u8'],
  ['channelId', 'u8'],
  ['action', 'char'],
  ['side', 'char'],
  ['tsRecv', 'time'],
  ['tsInDelta', 'i32'],
  ['sequence', 'u32'],
] as const satisfies Layout;

const bbo = [
  ['price', 'price'],
  ['size', 'u32'],
  ['', 'skip1'],
  ['side', 'char'],
  ['flags', 'u8'],
  ['', 'skip1'],
  ['tsRecv', 'time'],
  ['', 'skip4'],
  ['sequence', 'u32'],
  ['levels', 'levels1'],
] as const satisfies Layout;

const cmbp = [
  ['price', 'price'],
  ['size', 'u32'],
  ['action', 'char'],
  ['side', 'char'],
  ['flags', 'u8'],
  ['', 'skip1'],
  ['tsRecv', 'time'],
  ['tsInDelta', 'i32'],
  ['', 'skip4'],
  ['levels', 'consolidated1'],
] as const satisfies Layout;

const cbbo = [
  ['price', 'price'],
  ['size', 'u32'],
  ['', 'skip1'],
  ['side', 'char'],
  ['flags', 'u8'],
  ['', 'skip1'],
  ['tsRecv', 'time'],
  ['', 'skip8'],
  ['levels', 'consolidated1'],
] as const satisfies Layout;

const ohlcv = [
  ['open', 'price'],
  ['high', 'price'],
  ['low', 'price'],
  ['close', 'price'],
  ['volume', 'u64'],
] as const satisfies Layout;

const status = [
  ['tsRecv', 'time'],
  ['action', 'u16'],
  ['reason', 'u16'],
  ['tradingEvent', 'u16'],
  ['isTrading', 'char'],
  ['isQuoting', 'char'],
  ['isShortSellRestricted', 'char'],
  ['', 'skip7'],
] as const satisfies Layout;

const imbalance = [
  ['tsRecv', 'time'],
  ['refPrice', 'price'],
  ['auctionTime', 'time'],
  ['continuousBookClearingPrice', 'price'],
  ['auctionInterestClearingPrice', 'price'],
  ['ssrFillingPrice', 'price'],
  ['indicativeMatchPrice', 'price'],
  ['upperCollar', 'price'],
  ['lowerCollar', 'price'],
  ['pairedQuantity', 'u32'],
  ['totalImbalance', 'u32'],
  ['marketImbalance', 'u32'],
  ['unpairedQuantity', 'u32'],
  ['auctionType', 'char'],
  ['side', 'char'],
  ['auctionStatus', 'u8'],
  ['freezeStatus', 'u8'],
  ['extensions', 'u8'],
  ['unpairedSide', 'char'],
  ['significantImbalance', 'char'],
  ['', 'skip1'],
] as const satisfies Layout;

const statisticsHead = [
  ['tsRecv', 'time'],
  ['tsRef', 'time'],
  ['price', 'price'],
] as const satisfies Layout;
const statisticsTail = [
  ['sequence', 'u32'],
  ['tsInDelta', 'i32'],
  ['statType', 'u16'],
  ['channelId', 'u16'],
  ['updateAction', 'u8'],
  ['statFlags', 'u8'],
] as const satisfies Layout;
const statisticsV1 = [
  ...statisticsHead,
  ['quantity', 'i32'],
  ...statisticsTail,
  ['', 'skip6'],
] as const satisfies Layout;
const statisticsV3 = [
  ...statisticsHead,
  ['quantity', 'i64'],
  ...statisticsTail,
  ['', 'skip18'],
] as const satisfies Layout;

const definitionHead = [
  ['tsRecv', 'time'],
  ['minPriceIncrement', 'price'],
  ['displayFactor', 'price'],
  ['expiration', 'time'],
  ['activation', 'time'],
  ['highLimitPrice', 'price'],
  ['lowLimitPrice', 'price'],
  ['maxPriceVariation', 'price'],
] as const satisfies Layout;
const definitionDepth = [
  ['marketDepthImplied', 'i32'],
  ['marketDepth', 'i32'],
  ['marketSegmentId', 'u32'],
  ['maxTradeVolume', 'u32'],
  ['minLotSize', 'i32'],
  ['minLotSizeBlock', 'i32'],
  ['minLotSizeRoundLot', 'i32'],
  ['minTradeVolume', 'u32'],
] as const satisfies Layout;
const definitionContract = [
  ['contractMultiplier', 'i32'],
  ['decayQuantity', 'i32'],
  ['originalContractSize', 'i32'],
] as const satisfies Layout;
const definitionCurrencies = [
  ['currency', 'text4'],
  ['settlementCurrency', 'text4'],
  ['securitySubType', 'text6'],
] as const satisfies Layout;
const definitionUnits = [
  ['cfi', 'text7'],
  ['securityType', 'text7'],
  ['unitOfMeasure', 'text31'],
  ['underlying', 'text21'],
  ['strikePriceCurrency', 'text4'],
] as const satisfies Layout;
const definitionOldDates = [
  ['tradingReferenceDate', 'u16'],
  ['applId', 'i16'],
  ['maturityYear', 'u16'],
  ['decayStartDate', 'u16'],
  ['channelId', 'u16'],
] as const satisfies Layout;
const definitionOldTail = [
  ['matchAlgorithm', 'char'],
  ['tradingStatus', 'u8'],
  ['mainFraction', 'u8'],
  ['priceDisplayFormat', 'u8'],
  ['settlementPriceType', 'u8'],
  ['subFraction', 'u8'],
  ['underlyingProduct', 'u8'],
  ['securityUpdateAction', 'char'],
  ['maturityMonth', 'u8'],
  ['maturityDay', 'u8'],
  ['maturityWeek', 'u8'],
  ['userDefinedInstrument', 'char'],
  ['contractMultiplierUnit', 'i8'],
  ['flowScheduleType', 'i8'],
  ['tickRule', 'u8'],
] as const satisfies Layout;
const definitionOldMiddle = [
  ['tradingReferencePrice', 'price'],
  ['unitOfMeasureQuantity', 'price'],
  ['minPriceIncrementAmount', 'price'],
  ['priceRatio', 'price'],
] as const satisfies Layout;
const definitionIds = [
  ['instrumentAttributes', 'i32'],
  ['underlyingId', 'u32'],
] as const satisfies Layout;

const definitionV1 = [
  ...definitionHead,
  ...definitionOldMiddle,
  ...definitionIds,
  ['rawInstrumentId', 'u32'],
  ...definitionDepth,
  ['', 'skip4'],
  ...definitionContract,
  ['', 'skip4'],
  ...definitionOldDates,
  ...definitionCurrencies,
  ['rawSymbol', 'text22'],
  ['group', 'text21'],
  ['exchange', 'text5'],
  ['asset', 'text7'],
  ...definitionUnits,
  ['instrumentClass', 'char'],
  ['', 'skip2'],
  ['strikePrice', 'price'],
  ['', 'skip6'],
  ...definitionOldTail,
  ['', 'skip3'],
] as const satisfies Layout;

const definitionV2 = [
  ...definitionHead,
  ...definitionOldMiddle,
  ['strikePrice', 'price'],
  ...definitionIds,
  ['rawInstrumentId', 'u32'],
  ...definitionDepth,
  ...definitionContract,
  ...definitionOldDates,
  ...definitionCurrencies,
  ['rawSymbol', 'text71'],
  ['group', 'text21'],
  ['exchange', 'text5'],
  ['asset', 'text7'],
  ...definitionUnits,
  ['instrumentClass', 'char'],
  ...definitionOldTail,
  ['', 'skip10'],
] as const satisfies Layout;

const definitionV3 = [
  ...definitionHead,
  ['unitOfMeasureQuantity', 'price'],
  ['minPriceIncrementAmount', 'price'],
  ['priceRatio', 'price'],
  ['strikePrice', 'price'],
  ['rawInstrumentId', 'u64'],
  ['legPrice', 'price'],
  ['legDelta', 'price'],
  ...definitionIds,
  ...definitionDepth,
  ...definitionContract,
  ['legInstrumentId', 'u32'],
  ['legRatioPriceNumerator', 'i32'],
  ['legRatioPriceDenominator', 'i32'],
  ['legRatioQuantityNumerator', 'i32'],
  ['legRatioQuantityDenominator', 'i32'],
  ['legUnderlyingId', 'u32'],
  ['applId', 'i16'],
  ['maturityYear', 'u16'],
  ['decayStartDate', 'u16'],
  ['channelId', 'u16'],
  ['legCount', 'u16'],
  ['legIndex', 'u16'],
  ...definitionCurrencies,
  ['rawSymbol', 'text71'],
  ['group', 'text21'],
  ['exchange', 'text5'],
  ['asset', 'text11'],
  ...definitionUnits,
  ['legRawSymbol', 'text71'],
  ['instrumentClass', 'char'],
  ['matchAlgorithm', 'char'],
  ['mainFraction', 'u8'],
  ['priceDisplayFormat', 'u8'],
  ['subFraction', 'u8'],
  ['underlyingProduct', 'u8'],
  ['securityUpdateAction', 'char'],
  ['maturityMonth', 'u8'],
  ['maturityDay', 'u8'],
  ['maturityWeek', 'u8'],
  ['userDefinedInstrument', 'char'],
  ['contractMultiplierUnit', 'i8'],
  ['flowScheduleType', 'i8'],
  ['tickRule', 'u8'],
  ['legInstrumentClass', 'char'],
  ['legSide', 'char'],
  ['', 'skip17'],
] as const satisfies Layout;

const mappingV1 = [
  ['inSymbol', 'text22'],
  ['outSymbol', 'text22'],
  ['', 'skip4'],
  ['start', 'time'],
  ['end', 'time'],
] as const satisfies Layout;
const mappingV2 = [
  ['inType', 'u8'],
  ['inSymbol', 'text71'],
  ['outType', 'u8'],
  ['outSymbol', 'text71'],
  ['start', 'time'],
  ['end', 'time'],
] as const satisfies Layout;

const messageV1 = [['message', 'text64']] as const satisfies Layout;
const errorV2 = [
  ['message', 'text302'],
  ['code', 'u8'],
  ['isLast', 'u8'],
] as const satisfies Layout;
const systemV2 = [
  ['message', 'text303'],
  ['code', 'u8'],
] as const satisfies Layout;

/** The kinds of record and what each reads as; a definition has more fields in later versions. */
export interface DbnBodies {
  readonly trade: RecordOf<typeof trade>;
  readonly mbp: RecordOf<typeof mbp1>;
  readonly mbo: RecordOf<typeof mbo>;
  readonly bbo: RecordOf<typeof bbo>;
  readonly cmbp: RecordOf<typeof cmbp>;
  readonly cbbo: RecordOf<typeof cbbo>;
  readonly ohlcv: RecordOf<typeof ohlcv>;
  readonly status: RecordOf<typeof status>;
  readonly imbalance: RecordOf<typeof imbalance>;
  readonly statistics: RecordOf<typeof statisticsV1> | RecordOf<typeof statisticsV3>;
  readonly definition: RecordOf<typeof definitionV1> | RecordOf<typeof definitionV2> | RecordOf<typeof definitionV3>;
  readonly mapping: RecordOf<typeof mappingV1> | RecordOf<typeof mappingV2>;
  readonly error: RecordOf<typeof messageV1> | RecordOf<typeof errorV2>;
  readonly system: RecordOf<typeof messageV1> | RecordOf<typeof systemV2>;
}

export type DbnKind = keyof DbnBodies;

interface TypeEntry {
  readonly kind: DbnKind;
  /** By DBN version: from 1, from 2, from 3. */
  readonly layouts: readonly [Layout, Layout, Layout];
}

const same = (kind: DbnKind, layout: Layout): TypeEntry => ({ kind, layouts: [layout, layout, layout] });

/** Record types by their number. */
const TYPES: ReadonlyMap<number, TypeEntry> = new Map([
  [0x00, same('trade', trade)],
  [0x01, same('mbp', mbp1)],
  [0x0a, same('mbp', mbp10)],
  [0x11, same('ohlcv', ohlcv)],
  [0x12, same('status', status)],
  [0x13, { kind: 'definition', layouts: [definitionV1, definitionV2, definitionV3] }],
  [0x14, same('imbalance', imbalance)],
  [0x15, { kind: 'error', layouts: [messageV1, errorV2, errorV2] }],
  [0x16, { kind: 'mapping', layouts: [mappingV1, mappingV2, mappingV2] }],
  [0x17, { kind: 'system', layouts: [messageV1, systemV2, systemV2] }],
  [0x18, { kind: 'statistics', layouts: [statisticsV1, statisticsV1, statisticsV3] }],
  [0x20, same('ohlcv', ohlcv)],
  [0x21, same('ohlcv', ohlcv)],
  [0x22, same('ohlcv', ohlcv)],
  [0x23, same('ohlcv', ohlcv)],
  [0x24, same('ohlcv', ohlcv)],
  [0xa0, same('mbo', mbo)],
  [0xb1, same('cmbp', cmbp)],
  [0xc0, same('cbbo', cbbo)],
  [0xc1, same('cbbo', cbbo)],
  [0xc2, same('cmbp', cmbp)],
  [0xc3, same('bbo', bbo)],
  [0xc4, same('bbo', bbo)],
]);

/** Kind and layout of a record type in a DBN version; undefined for a type this reader does not know. */
export function layoutOf(rtype: number, version: number): { kind: DbnKind; layout: Layout } | undefined {
  const entry = TYPES.get(rtype);
  const layout = entry?.layouts[version - 1];
  return entry === undefined || layout === undefined ? undefined : { kind: entry.kind, layout };
}
