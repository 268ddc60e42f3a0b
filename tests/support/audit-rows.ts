import type { Output } from '../../contract/index.ts';
import type { TestOffice } from './test-office.ts';

/** The whole audit trail, latest first, as the person who is in may read it. */
export async function auditRows(office: TestOffice): Promise<Output<'audit.list'>['rows']> {
  const rows: Output<'audit.list'>['rows'] = [];
  for (let offset = 0; ; offset += 200) {
    const page = await office.ask('audit.list', { offset, limit: 200 });
    rows.push(...page.rows);
    if (rows.length >= page.total) return rows;
  }
}
