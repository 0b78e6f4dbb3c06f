import { TechnicalsService } from '@cream/proto/knowledge';
import { defineService } from '@cream/runtime';
import { technicalsModule } from './technicals.module.js';

export { INDICATOR_OUTPUTS, indicatorLine } from './app/indicators/indicator-line.js';

/** Reads a chart: indicators, levels and patterns, as facts and as a picture. */
export const technicalsService = defineService({
  name: 'technicals',
  implements: [TechnicalsService],
  calls: ['market-data'],
  module: technicalsModule,
});
