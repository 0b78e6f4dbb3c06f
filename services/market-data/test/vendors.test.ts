import { SettingsError } from '@cream/runtime';
import { describe, expect, it } from 'vitest';
import { systemRuntime } from '../src/adapters/http/index.js';
import { createVendors } from '../src/adapters/vendors.js';
import { TradingCalendar } from '../src/calendar/trading-calendar.js';
import { vendorsSettings } from '../src/vendors.config.js';
import './vendors/loopback-only.js';
import { never, ONE_DAY, range, vendorFailure } from './vendors/vendor-setting.js';

const request = { symbols: ['AAPL'], interval: ONE_DAY, range: range('2016-03-01T00:00:00Z', '2016-03-02T00:00:00Z') };

describe('the vendors', () => {
  it('are all there without any key, and each names its own when it is needed', async () => {
    const vendors = createVendors(vendorsSettings({}), new TradingCalendar(), systemRuntime);
    const missing = [];
    for (const vendor of [vendors.alpaca, vendors.polygon, vendors.databento, vendors.fmp, vendors.alphaVantage]) {
      missing.push(
        (
          await vendorFailure(
            () => vendor.bars({ ...request, interval: vendor === vendors.alphaVantage ? 1 : ONE_DAY }, never),
            'MISSING_KEY',
          )
        ).details.setting,
      );
    }
    missing.push(
      (await vendorFailure(() => vendors.fred.observations({ series: 'GDP' }, never), 'MISSING_KEY')).details.setting,
    );
    for (const feed of [vendors.alpacaFeed('stocks'), vendors.polygonFeed('options')]) {
      missing.push((await vendorFailure(() => feed.events(never), 'MISSING_KEY')).details.setting);
    }
    expect(missing).toEqual([
      'ALPACA_KEY',
      'POLYGON_KEY',
      'DATABENTO_KEY',
      'FMP_KEY',
      'ALPHAVANTAGE_KEY',
      'FRED_KEY',
      'ALPACA_KEY',
      'POLYGON_KEY',
    ]);
  });

  it('are kept from other machines by the tests', async () => {
    const settings = vendorsSettings({ FRED_KEY: 'key', CREAM_FRED_URL: 'http://192.0.2.1' });
    const impatient = { ...settings, fred: { ...settings.fred, retries: { attempts: 1, baseMs: 1, maxMs: 1 } } };
    const vendors = createVendors(impatient, new TradingCalendar(), systemRuntime);
    const failure = await vendorFailure(() => vendors.fred.observations({ series: 'GDP' }, never), 'UNAVAILABLE');
    expect(failure.text).toContain('NotLoopbackError');
  });

  it('are configured by the environment, and a wrong address is named at once', () => {
    const settings = vendorsSettings({
      ALPACA_KEY: 'id',
      ALPACA_SECRET: 's',
      CREAM_ALPACA_FEED: 'sip',
      CREAM_POLYGON_STREAM_URL: 'wss://socket.massive.com',
      CREAM_VENDOR_TIMEOUT_MS: '1500',
    });
    expect(settings.alpaca).toMatchObject({
      key: 'id',
      secret: 's',
      feed: 'sip',
      timeoutMs: 1500,
      baseUrl: 'https://data.alpaca.markets',
    });
    expect(settings.polygon).toMatchObject({ key: undefined, streamUrl: 'wss://socket.massive.com' });
    for (const [name, value] of [
      ['CREAM_FRED_URL', 'fred'],
      ['CREAM_ALPACA_STREAM_URL', 'https://example.com'],
      ['CREAM_VENDOR_TIMEOUT_MS', '0'],
      ['CREAM_ALPACA_FEED', 'all'],
    ] as const) {
      expect(() => vendorsSettings({ [name]: value })).toThrow(SettingsError);
      expect(() => vendorsSettings({ [name]: value })).toThrow(name);
    }
  });
});
