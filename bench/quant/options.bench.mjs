// Options in columns: value with all Greeks, and implied volatility. Alone: node bench/quant/options.bench.mjs
import peerPrice from 'black-scholes';
import peerVolatility from 'implied-volatility';
import { GREEKS_WIDTH, greeksColumns, impliedVolatilityColumns } from '../../libs/quant/dist/index.js';

const SIZE = 10_000;
/** The peer's normal distribution is a series cut off at its hundredth term. */
const PRICE_TOLERANCE = 1e-7;
/** The peer stops once the price is met to the cent. */
const CENT = 0.01;

const columns = randomOptions(SIZE);
const greeks = new Float64Array(SIZE * GREEKS_WIDTH);
greeksColumns(columns, greeks);
const price = Float64Array.from(columns.spot, (_, i) => Math.round(greeks[i * GREEKS_WIDTH] * 100) / 100);
const quoted = { ...columns, price };
const volatility = new Float64Array(SIZE);
const status = new Uint8Array(SIZE);

export const rows = [
  {
    name: 'option price and 12 Greeks',
    unit: 'options',
    size: SIZE,
    ours: () => greeksColumns(columns, greeks),
    // Computes the price alone, without dividends.
    peers: { 'black-scholes': () => Float64Array.from(columns.spot, (_, i) => peerPriceOf(i, columns.volatility[i])) },
    check(ours, theirs) {
      for (let i = 0; i < SIZE; i++) requireNear(ours[i * GREEKS_WIDTH], theirs[i], PRICE_TOLERANCE, i);
    },
    reach: { perSecond: 5_000_000 },
  },
  {
    name: 'implied volatility',
    unit: 'options',
    size: SIZE,
    ours() {
      if (impliedVolatilityColumns(quoted, volatility, status) !== SIZE) throw new Error('some have none');
      return volatility;
    },
    peers: {
      'implied-volatility': () =>
        Float64Array.from(columns.spot, (spot, i) =>
          peerVolatility.getImpliedVolatility(
            price[i],
            spot,
            columns.strike[i],
            columns.years[i],
            columns.rate[i],
            rightOf(i),
          ),
        ),
    },
    check(ours, theirs) {
      for (let i = 0; i < SIZE; i++) {
        requireNear(peerPriceOf(i, ours[i]), price[i], PRICE_TOLERANCE, i);
        requireNear(peerPriceOf(i, theirs[i]), price[i], CENT, i);
      }
    },
    reach: { perSecond: 1_000_000 },
  },
];

function peerPriceOf(i, volatilityOfIt) {
  const { spot, strike, years, rate } = columns;
  return peerPrice.blackScholes(spot[i], strike[i], years[i], volatilityOfIt, rate[i], rightOf(i));
}

function rightOf(i) {
  return columns.sign[i] === 1 ? 'call' : 'put';
}

function requireNear(ours, theirs, tolerance, i) {
  if (!(Math.abs(ours - theirs) <= tolerance)) throw new Error(`option ${i}: ${ours} against ${theirs}`);
}

/** Out-of-the-money options of two weeks to two years, the same ones in every run, none worth less than a nickel. */
function randomOptions(size) {
  let state = 20_260_601;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const list = Array.from({ length: size }, () => {
    const sign = random() < 0.5 ? 1 : -1;
    const years = 0.04 + 2 * random();
    const sigma = 0.12 + 0.6 * random();
    const reach = sign * random() * sigma * Math.sqrt(years);
    return { sign, years, volatility: sigma, spot: 100, strike: 100 * Math.exp(reach), rate: 0.05 * random() };
  });
  const column = (name) => Float64Array.from(list, (option) => option[name]);
  return {
    sign: Int8Array.from(list, (option) => option.sign),
    spot: column('spot'),
    strike: column('strike'),
    years: column('years'),
    volatility: column('volatility'),
    rate: column('rate'),
    dividendYield: new Float64Array(size),
  };
}

if (process.argv[1] === import.meta.filename) {
  for (const row of rows) {
    for (const [peer, run] of Object.entries(row.peers)) {
      row.check(row.ours(), run(), peer);
      const timed = Array.from({ length: 9 }, () => [cpuOf(row.ours, 20), cpuOf(run, 1)]);
      const million = (row.size / median(timed.map(([ours]) => ours))).toFixed(2);
      const ratio = median(timed.map(([ours, theirs]) => theirs / ours)).toFixed(1);
      console.log(`${row.name}: ${million} million ${row.unit} per CPU-second, ${peer} takes ${ratio}× our time`);
    }
  }
}

/** CPU microseconds of one run. */
function cpuOf(run, count) {
  const before = process.cpuUsage();
  for (let k = 0; k < count; k++) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
