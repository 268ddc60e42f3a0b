/** What the shell remembers between starts, outside any register: paths of register folders and two switches. No names. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from '../../domain/zod.ts';

const Settings = z.strictObject({
  /** Register folders, the last used first. */
  registers: z.array(z.string().min(1).max(4096)).max(8).default([]),
  lockAfterMinutes: z.int().min(1).max(120).default(10),
  /** Asks the system to leave the window out of screenshots and screen sharing, where it can. */
  contentProtection: z.boolean().default(true),
});
export type Settings = z.infer<typeof Settings>;

/** The stored settings; what is missing, damaged or out of bounds counts as never set. */
export function readSettings(path: string): Settings {
  try {
    const parsed = Settings.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : Settings.parse({});
  } catch {
    return Settings.parse({});
  }
}

/** Replaces the file as a whole, so that a crash leaves the old one or the new one. */
export function writeSettings(path: string, settings: Settings): void {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.new`;
  writeFileSync(fresh, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, path);
}
