/** Ports that a host is built from (window process, command line, tests), and the one session it may hold. */
import type { DriverName } from '../../db/driver/port.ts';
import type { Clock } from './clock.ts';
import type { KdfParams } from './crypto/argon2.ts';
import type { RenderPool } from '../../templates/render/pool.ts';
import type { OpenSession } from './session.ts';

export type HostPorts = {
  readonly clock: Clock;
  /** Preferred driver, or null for the platform's default. */
  readonly driver: DriverName | null;
  /** Cost of new key slots; null calibrates to this machine. */
  readonly kdf: KdfParams | null;
  /** Renders documents in a worker; started on first use. */
  readonly documents: () => RenderPool;
  /** Ends the worker, if one was started. */
  readonly closeDocuments: () => Promise<void>;
  readonly push: (name: string, payload: unknown) => void;
};

export type HostState = {
  /** Register that the window or the command line chose. */
  folder: string | null;
  session: OpenSession | null;
  /** Unlocks that failed since the last one that succeeded. */
  failedUnlocks: number;
};
