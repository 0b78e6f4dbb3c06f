// The Gaussian mixture on 20 years of daily bars: 4 features, 5 components, 10 restarts.
import { classifyByMixture, regimeFeatures, seededRandom, trainRegimeMixture } from '../../libs/quant/dist/index.js';
import { randomBars } from './random-bars.mjs';

const SIZE = 5_040;
const { close, volume } = randomBars(SIZE);

export const rows = [
  {
    name: 'Gaussian mixture, 5 components, 10 restarts',
    unit: 'bars',
    size: SIZE,
    ours() {
      const features = regimeFeatures(close, volume);
      const model = trainRegimeMixture(features, { components: 5, restarts: 10, random: seededRandom(7) });
      if (model?.labels.length !== 5) throw new Error('no model of 5 components');
      return classifyByMixture(model, features);
    },
    peers: {},
    reach: { seconds: 1 },
  },
];
