import { create } from '@bufbuild/protobuf';
import { wire, wireDate } from '@cream/domain';
import { type Instrument, InstrumentSchema, OptionRight } from '@cream/proto/common';

/** The AAPL call of 2016-03-18 at 105, a hundred shares a contract. */
export function aCall(): Instrument {
  return create(InstrumentSchema, {
    kind: {
      case: 'option',
      value: {
        occSymbol: 'AAPL160318C00105000',
        underlying: 'AAPL',
        expiration: wireDate('2016-03-18'),
        strike: wire(105),
        right: OptionRight.CALL,
        multiplier: wire(100),
      },
    },
  });
}
