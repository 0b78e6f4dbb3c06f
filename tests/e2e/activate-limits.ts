import type { Client } from '@cream/grpc';
import type { ConfigService } from '@cream/proto/cycle';
import type { Limits } from '@cream/proto/trading';

/** Makes a configuration active that differs from the one before in its limits alone. */
export async function activateLimits(
  config: Client<typeof ConfigService>,
  change: (limits: Limits) => void,
): Promise<void> {
  const { version: active } = await config.getActive({});
  if (active?.configuration?.limits === undefined) throw new Error('there is no configuration');
  change(active.configuration.limits);
  const { version } = await config.saveDraft({
    configuration: active.configuration,
    author: 'operator',
    note: 'a drill',
  });
  await config.test({ version: version?.version ?? '' });
  await config.promote({ version: version?.version ?? '' });
}
