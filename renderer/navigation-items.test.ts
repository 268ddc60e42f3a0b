import { describe, expect, it } from 'vitest';
import { pagesOf, startOf } from './navigation-items.ts';

describe('pages by role', () => {
  it.each([
    [
      'psych_teacher',
      ['today', 'cases', 'wall', 'screening', 'roster', 'documents', 'signing', 'weekly', 'exchange', 'ledger', 'compliance', 'handover', 'rules', 'office'],
    ],
    ['vice_principal', ['today', 'cases', 'wall', 'documents', 'signing', 'weekly', 'exchange', 'ledger', 'compliance', 'handover', 'rules', 'office']],
    ['office_admin', ['today', 'rules', 'office']],
    ['auditor', ['today', 'compliance', 'rules', 'office']],
    ['class_teacher', ['today', 'myClass', 'office']],
    ['center_counselor', ['today', 'cases', 'wall', 'screening', 'roster', 'documents', 'exchange', 'ledger', 'compliance', 'handover', 'rules', 'office']],
  ] as const)('%s sees no page that the register would refuse', (role, pages) => {
    expect(pagesOf(role)).toEqual(pages);
  });

  it.each([
    ['psych_teacher', 'today'],
    ['class_teacher', 'myClass'],
    ['office_admin', 'office'],
  ] as const)('%s starts at %s', (role, page) => {
    expect(startOf(role)).toBe(page);
  });
});
