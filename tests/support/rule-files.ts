/** Rule packs and calendars as files that a person chose, for tests. */
import { writeFile } from 'node:fs/promises';
import type { RulePack } from '../../domain/rules/rule-pack.ts';
import type { TestOffice } from './test-office.ts';

/** Writes a file into the office's folder; answers under which name operations find it. */
export async function fileIn(office: TestOffice, name: string, content: unknown): Promise<string> {
  await writeFile(office.path(name), typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
  return name;
}

/** Tries a pack out, and brings exactly that file into force. */
export async function bringIntoForce(office: TestOffice, pack: RulePack): Promise<void> {
  const file = await fileIn(office, `${pack.version}.json`, pack);
  const { sha256 } = await office.ask('rules.simulate', { file });
  await office.ask('rules.activate', { file, sha256 });
}
