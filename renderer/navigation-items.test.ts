import { describe, expect, it } from 'vitest';
import { pagesOf } from './navigation-items.ts';

describe('pages by role', () => {
  it.each([
    ['psych_teacher', ['today', 'cases', 'screening', 'roster', 'documents', 'signing', 'weekly', 'exchange', 'office']],
    ['vice_principal', ['today', 'cases', 'documents', 'signing', 'weekly', 'exchange', 'office']],
    ['office_admin', ['today', 'office']],
    ['auditor', ['today', 'office']],
    ['class_teacher', ['today', 'office']],
    ['center_counselor', ['today', 'cases', 'screening', 'roster', 'documents', 'exchange', 'office']],
  ] as const)('%s sees no page that the register would refuse', (role, pages) => {
    expect(pagesOf(role)).toEqual(pages);
  });
});
