// The event-driven engine beside grademark: a moving-average cross over minute bars. Alone: node bench/quant/simulation.bench.mjs
import { fileURLToPath } from 'node:url';
import { DataFrame } from 'data-forge';
import grademark from 'grademark';
import { sma } from '../../libs/quant/dist/index.js';
import { bpsFees, fixedBps, Simulation } from '../../libs/simulation/dist/index.js';

const SIZE = 1_000_000;
const FAST = 10;
const SLOW = 50;
const MINUTE_MS = 60_000;

const bars = minuteBars(SIZE);
/** What grademark reads: its averages are computed before any timing, ours within it. */
const frame = new DataFrame(rowsOf(bars));

export const rows = [
  {
    name: 'event-driven backtest, SMA cross, fills and equity',
    unit: 'bars',
    size: SIZE,
    ours,
    peers: { grademark: () => grademark.backtest(crossRules, frame) },
    check,
    reach: { perSecond: 3_000_000 },
  },
];

/** One share, bought at the open after the fast average lies above the slow one, sold at that after it lies below. */
function ours() {
  const fast = sma(bars.close, FAST);
  const slow = sma(bars.close, SLOW);
  // grademark asks no rule on the bar that fills an order.
  let filled = false;
  const settings = { cash: 100_000, slippage: fixedBps(0), fees: bpsFees(5) };
  return new Simulation(settings, [{ symbol: 'X', bars }]).run({
    onBar({ index }, trader) {
      if (filled || index < slow.offset) {
        filled = false;
        return;
      }
      const lead = fast.values[index - fast.offset] - slow.values[index - slow.offset];
      const held = trader.position('X') > 0;
      if (held ? lead < 0 : lead > 0) {
        trader.submit({ symbol: 'X', side: held ? 'SELL' : 'BUY', type: 'MARKET', quantity: 1, tif: 'GTC' });
      }
    },
    onFill() {
      filled = true;
    },
  });
}

const crossRules = {
  entryRule: (enter, { bar }) => {
    if (bar.fast > bar.slow) enter();
  },
  exitRule: (exit, { bar }) => {
    if (bar.fast < bar.slow) exit();
  },
};

/** Every trade at the same bars and prices, the open one marked at the last close, and the equity that follows from them. */
function check({ fills, equity, cash, finalEquity }, trades) {
  let money = 100_000;
  for (let n = 0; n < trades.length; n++) {
    const { entryTime, entryPrice, exitTime, exitPrice, exitReason } = trades[n];
    requireSame('entry', n, [entryTime.getTime(), entryPrice], [fills[2 * n]?.startMs, fills[2 * n]?.price]);
    money -= entryPrice * 1.0005;
    if (exitReason === 'finalize') {
      requireSame('mark', n, [exitPrice, fills.length], [bars.close[SIZE - 1], 2 * n + 1]);
      if (Math.abs(money - cash.toNumber()) > 0.5) throw new Error(`cash ${cash} against ${money}`);
      money += exitPrice;
      continue;
    }
    requireSame('exit', n, [exitTime.getTime(), exitPrice], [fills[2 * n + 1]?.startMs, fills[2 * n + 1]?.price]);
    money += exitPrice * 0.9995;
  }
  if (Math.ceil(fills.length / 2) !== trades.length) throw new Error(`${fills.length} fills, ${trades.length} trades`);
  // Fees are rounded up to the millionth of a dollar at each fill.
  if (!(Math.abs(money - finalEquity.toNumber()) <= 1e-6 * (fills.length + 1))) {
    throw new Error(`equity ${finalEquity} against ${money}`);
  }
  if (equity.length !== SIZE || equity[SIZE - 1] !== finalEquity.toNumber())
    throw new Error('the curve ends elsewhere');
}

function requireSame(what, n, theirs, own) {
  if (theirs[0] !== own[0] || theirs[1] !== own[1]) throw new Error(`${what} of trade ${n}: ${own} against ${theirs}`);
}

/** A random walk in whole cents, the same at every run. */
function minuteBars(count) {
  const column = () => new Float64Array(count);
  const [start, end, open, high] = [column(), column(), column(), column()];
  const [low, close, volume] = [column(), column(), column()];
  let state = 20_240_102;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const cents = (value) => Math.round(value * 100) / 100;
  let price = 100;
  for (let n = 0; n < count; n++) {
    start[n] = n * MINUTE_MS;
    end[n] = start[n] + MINUTE_MS;
    open[n] = cents(price);
    price = Math.max(10, price + (random() - 0.5) * 0.4);
    close[n] = cents(price);
    high[n] = cents(Math.max(open[n], close[n]) + random() * 0.1);
    low[n] = cents(Math.min(open[n], close[n]) - random() * 0.1);
    volume[n] = 100 + Math.floor(random() * 10_000);
  }
  return { start, end, open, high, low, close, volume };
}

function rowsOf({ start, open, high, low, close, volume }) {
  const [fast, slow] = [sma(close, FAST), sma(close, SLOW)];
  return Array.from(start, (time, n) => ({
    time: new Date(time),
    open: open[n],
    high: high[n],
    low: low[n],
    close: close[n],
    volume: volume[n],
    fast: fast.values[n - fast.offset],
    slow: slow.values[n - slow.offset],
  }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, unit, size, peers } of rows) {
    const theirs = peers.grademark();
    check(ours(), theirs);
    const pairs = Array.from({ length: 7 }, (_, n) => {
      const first = cpuSeconds(n % 2 === 0 ? ours : peers.grademark);
      const second = cpuSeconds(n % 2 === 0 ? peers.grademark : ours);
      return n % 2 === 0 ? [first, second] : [second, first];
    });
    const own = median(pairs.map(([mine]) => mine));
    const ratio = median(pairs.map(([mine, other]) => other / mine));
    console.log(`${name}, ${size.toLocaleString('en')} ${unit}: ${theirs.length} trades, the same as grademark's`);
    console.log(`${own.toFixed(3)} CPU s, ${(size / own / 1e6).toFixed(2)} million ${unit} per CPU-second`);
    console.log(`grademark takes ${ratio.toFixed(2)}× our time (median of 7 alternating pairs)`);
  }
}

function cpuSeconds(run) {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
