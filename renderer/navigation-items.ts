/** The pages in the order of the left column, each with the operation that it cannot do without. */
import type { OperationName } from '../contract/index.ts';
import type { Role } from '../domain/vocabulary.ts';
import { mayCall } from './access.ts';
import type { SimplePage } from './navigation.tsx';

type Item = { readonly page: SimplePage; readonly needs: OperationName };

const items: readonly Item[] = [
  { page: 'today', needs: 'today.board' },
  { page: 'myClass', needs: 'pupils.marks' },
  { page: 'cases', needs: 'cases.list' },
  { page: 'wall', needs: 'obligations.wall' },
  { page: 'screening', needs: 'screening.queue' },
  { page: 'roster', needs: 'roster.list' },
  { page: 'documents', needs: 'documents.register' },
  { page: 'signing', needs: 'signing.queue' },
  { page: 'weekly', needs: 'weekly.compute' },
  { page: 'exchange', needs: 'exchange.list' },
  { page: 'ledger', needs: 'ledger.list' },
  { page: 'compliance', needs: 'statistics.compliance' },
  { page: 'handover', needs: 'cases.handoverSheet' },
  { page: 'rules', needs: 'rules.list' },
  { page: 'office', needs: 'users.list' },
];

/** Pages that the role may open, in order; the first is where it starts. */
export function pagesOf(role: Role): readonly SimplePage[] {
  return items.filter((item) => mayCall(role, item.needs)).map((item) => item.page);
}

/** Where a role starts: at its own work, else at the office. */
export function startOf(role: Role): SimplePage {
  const pages = pagesOf(role);
  return pages.includes('myClass') ? 'myClass' : pages.includes('cases') ? 'today' : 'office';
}
