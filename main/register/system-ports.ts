/** The ports of a real machine: its clock, its drivers, a document worker that starts on first use. */
import { driverNameFrom } from '../../db/driver/choose.ts';
import { createRenderPool, type RenderPool } from '../../templates/render/pool.ts';
import { systemClock, type Clock } from './clock.ts';
import type { KdfParams } from './crypto/argon2.ts';
import type { HostPorts } from './host-state.ts';
import { locations } from './locations.ts';

export type PortOptions = { readonly push: HostPorts['push']; readonly clock: Clock; readonly kdf: KdfParams | null };

/** Ports for a host; `closeDocuments` ends the worker if one was started. `XINHU_DRIVER` names the driver to prefer; an unknown name is ignored. */
export function systemPorts(options: Partial<PortOptions> & Pick<PortOptions, 'push'>): HostPorts {
  let pool: RenderPool | null = null;
  return {
    clock: options.clock ?? systemClock,
    driver: driverNameFrom(process.env['XINHU_DRIVER']) ?? null,
    kdf: options.kdf ?? null,
    documents: () => (pool ??= createRenderPool({ workerUrl: locations.renderWorker, fontFolder: locations.fonts })),
    closeDocuments: async () => {
      const running = pool;
      pool = null;
      await running?.close();
    },
    push: options.push,
  };
}
