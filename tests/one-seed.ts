import fc from 'fast-check';

// What must pass before a change lands tries the same examples each time, so that only the change can break it. Everywhere
// else properties look at new examples with every run.
if (process.env.CI === 'true') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_127 });
