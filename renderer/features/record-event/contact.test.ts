import { describe, expect, it } from 'vitest';
import type { EventView } from '../../../contract/cases.ts';
import { contactDefaults, contactGroups, nextGroup } from './contact.ts';

const mother = { name: '示例母亲', relation: '母亲', phone: null };
const father = { name: '示例父亲', relation: '父亲', phone: null };
const file = (change: Partial<Parameters<typeof contactDefaults>[0]> = {}) => ({ barredGuardians: [], events: [], guardians: [mother, father], ...change });

function contact(payload: EventView['payload']): EventView {
  // Only type and payload are read.
  return { type: 'guardian_contacted', payload } as EventView;
}

describe('the form of a contact', () => {
  it('leaves exactly the answer that nobody can know beforehand', () => {
    const guardian = contactDefaults(file(), 'guardian_contacted');
    expect(nextGroup('guardian_contacted', guardian)?.key).toBe('attitude');
    expect(nextGroup('guardian_contacted', { ...guardian, attitude: 'denying' })).toBeUndefined();
    expect(nextGroup('pupil_contacted', contactDefaults(file(), 'pupil_contacted'))?.key).toBe('suicidalThoughts');
  });

  it('asks nothing about a talk that did not take place', () => {
    const keys = contactGroups('guardian_contacted', { ...contactDefaults(file(), 'guardian_contacted'), reached: false }).map(({ key }) => key);
    expect(keys).toEqual(['who', 'method']);
  });

  it('takes the person of the last talk, not of the last attempt', () => {
    const events = [contact({ reached: true, who: 'father', with: '父亲' }), contact({ reached: false, who: 'mother', with: '' })];
    expect(contactDefaults(file({ events }), 'guardian_contacted')).toMatchObject({ who: 'father', with: '父亲', method: 'phone' });
  });

  it('never offers a guardian who must not be told', () => {
    expect(contactDefaults(file({ barredGuardians: ['mother'] }), 'guardian_contacted')).toMatchObject({ who: 'father' });
    const everyone = contactDefaults(file({ barredGuardians: ['father', 'mother', 'other_guardian'] }), 'guardian_contacted');
    expect(everyone).not.toHaveProperty('who');
  });
});
