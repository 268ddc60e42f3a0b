/** The ports of a real machine: its clock, its drivers, a document worker that starts on first use. */
import { driverNames, type DriverName } from '../../db/driver/port.ts';
import { createRenderPool, type RenderPool } from '../../templates/render/pool.ts';
import { systemClock, type Clock } from './clock.ts';
import type { KdfParams } from './crypto/argon2.ts';
import type { HostPorts } from './host-state.ts';

export type PortOptions = { readonly push: HostPorts['push']; readonly clock: Clock; readonly kdf: KdfParams | null };

/** `XINHU_DRIVER` names the driver to prefer; anything else than a known name is ignored. */
function preferredDriver(): DriverName | null {
  const named = process.env['XINHU_DRIVER'];
  return driverNames.find((name) => name === named) ?? null;
}

/** Ports for a host; `closeDocuments` ends the worker if one was started. */
export function systemPorts(options: Partial<PortOptions> & Pick<PortOptions, 'push'>): HostPorts {
  let pool: RenderPool | null = null;
  return {
    clock: options.clock ?? systemClock,
    driver: preferredDriver(),
    kdf: options.kdf ?? null,
    documents: () => (pool ??= createRenderPool()),
    closeDocuments: async () => {
      const running = pool;
      pool = null;
      await running?.close();
    },
    push: options.push,
  };
}
