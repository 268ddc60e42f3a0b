import { describe, expect, it } from 'vitest';
import { definitionOf, eventTypes } from '../../../domain/events/registry.ts';
import { isShown, menuOf } from './event-groups.ts';

describe('the menu of entries', () => {
  it('has every kind of entry in exactly one group, but those that start elsewhere', () => {
    const menu = menuOf(eventTypes, '', (type) => type).flatMap(({ types }) => types);
    const elsewhere = eventTypes.filter((type) => definitionOf(type).listing.offMenu === true);
    expect([...menu, ...elsewhere].toSorted()).toEqual([...eventTypes].toSorted());
    expect(elsewhere).toContain('plan_signed');
  });

  it('offers what is allowed and starts here, under its group', () => {
    const menu = menuOf(['case_filed', 'plan_signed', 'guardian_contacted'], '', (type) => type);
    expect(menu).toEqual([
      { group: 'notice', types: ['case_filed'] },
      { group: 'contact', types: ['guardian_contacted'] },
    ]);
  });

  it('finds by any part of the word, whatever the case, and by the code', () => {
    const words: Readonly<Record<string, string>> = { case_filed: 'Filing', guardian_contacted: '联系家长' };
    const find = (text: string) => menuOf(['case_filed', 'guardian_contacted'], text, (type) => words[type] ?? '').flatMap(({ types }) => types);
    expect(find('家')).toEqual(['guardian_contacted']);
    expect(find(' FIL ')).toEqual(['case_filed']);
    expect(find('contacted')).toEqual(['guardian_contacted']);
    expect(find('无')).toEqual([]);
  });
});

describe('the filter of the timeline', () => {
  it('shows everything, or the entries of its kind', () => {
    expect(eventTypes.every((type) => isShown(type, 'all'))).toBe(true);
    expect(['pupil_contacted', 'plan_drafted', 'grade_decided', 'case_sealed'].map((type) => isShown(type, 'contacts'))).toEqual([true, false, false, false]);
    expect(['pupil_contacted', 'plan_drafted', 'grade_decided', 'case_sealed'].map((type) => isShown(type, 'papers'))).toEqual([false, true, false, false]);
    expect(['pupil_contacted', 'plan_drafted', 'grade_decided', 'emergency_started'].map((type) => isShown(type, 'risk'))).toEqual([false, false, true, true]);
    expect(isShown('of_a_later_version', 'all')).toBe(true);
  });
});
