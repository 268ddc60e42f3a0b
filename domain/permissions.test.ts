import { describe, expect, it } from 'vitest';
import { eventOf } from './events.fixture.ts';
import { definitionOf } from './events/registry.ts';
import { levelOf, redact } from './permissions.ts';
import type { Role } from './vocabulary.ts';

describe('permissions', () => {
  it.each<[Role, string, string, string]>([
    ['psych_teacher', 'detail', 'detail', 'detail'],
    ['vice_principal', 'attention', 'attention', 'attention'],
    ['principal', 'attention', 'attention', 'attention'],
    ['class_teacher', 'deny', 'mark', 'deny'],
    ['office_admin', 'deny', 'deny', 'deny'],
    ['auditor', 'deny', 'deny', 'attention'],
    ['center_counselor', 'detail', 'detail', 'detail'],
    ['center_head', 'detail', 'detail', 'detail'],
  ])('%s sees %s of any case, %s of one of the own class, %s with a logged reason', (role, any, own, reasoned) => {
    expect([
      levelOf(role, { assigned: false, ownClass: false }),
      levelOf(role, { assigned: false, ownClass: true }),
      levelOf(role, { assigned: false, ownClass: false, reasonLogged: true }),
    ]).toEqual([any, own, reasoned]);
  });

  it('hides session notes from leaders and names what was left out', () => {
    const interview = eventOf({ type: 'interview_held', payload: definitionOf('interview_held').example });
    expect(redact(interview, 'attention')).toMatchObject({
      payload: { proposedGrade: 'R3' },
      withheld: ['findings', 'ideation', 'plan', 'means', 'attempt', 'selfHarm', 'protectiveFactors', 'note'],
    });
    expect(redact(interview, 'mark')).toBeNull();
    expect(redact(interview, 'deny')).toBeNull();
    expect(redact(eventOf({ type: 'from_a_newer_version', payload: { secret: 1 } }), 'attention')).toMatchObject({ payload: {}, withheld: ['secret'] });
  });
});
