/** Everything that a register holds, for proving that a refusal left nothing behind. */
import { createHash } from 'node:crypto';
import { rawDatabase } from './hosts.ts';
import { passphraseOf, type TestOffice } from './test-office.ts';

/** Grows with every call, refused ones included: what it says is looked at by itself. */
const trail = 'audit_entry';

/**
 * Rows of every table with the hash of their contents, but for the audit trail: entries, chains and heads, duties, snapshots, papers.
 * Locks the register and unlocks it again as `login`.
 */
export async function wholeDatabase(office: TestOffice, login: string): Promise<Readonly<Record<string, string>>> {
  await office.host.call('session.lock', {});
  const connection = await rawDatabase(office.folder, { login: 'admin', passphrase: passphraseOf('admin') });
  try {
    const tables = await connection.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
    const held: Record<string, string> = {};
    for (const { name } of tables) {
      if (name === trail) continue;
      const rows = (await connection.all(`SELECT * FROM "${String(name)}"`)).map((row) => JSON.stringify(row)).toSorted();
      held[String(name)] = `${rows.length} ${createHash('sha256').update(rows.join('\n')).digest('hex')}`;
    }
    return held;
  } finally {
    await connection.close();
    await office.as(login);
  }
}
