import { describe, expect, it } from 'vitest';
import { idText, teacher, vicePrincipal } from './events.fixture.ts';
import { excusesOwn } from './excusing.ts';
import { UserId } from './ids.ts';

const user = (number: number): UserId => UserId.parse(idText(number));
const vice = { userId: vicePrincipal, role: 'vice_principal' } as const;
const otherVice = { userId: user(0xb1), role: 'vice_principal' } as const;
const principal = { userId: user(0xb2), role: 'principal' } as const;
const head = { userId: user(0xb3), role: 'center_head' } as const;
const otherHead = { userId: user(0xb4), role: 'center_head' } as const;
const ofVice = { ownerRole: 'vice_principal', ownerId: teacher } as const;
const ofTeacher = { ownerRole: 'psych_teacher', ownerId: teacher } as const;
const ofHead = { ownerRole: 'center_counselor', ownerId: head.userId } as const;

describe('a leader who excuses a duty', () => {
  it("may when it is another's: the teacher's, the class teacher's, the other leader's", () => {
    expect(excusesOwn(vice, ofTeacher, [vice, principal])).toBe(false);
    expect(excusesOwn(vice, { ownerRole: 'class_teacher', ownerId: teacher }, [vice, principal])).toBe(false);
    expect(excusesOwn(principal, ofVice, [vice, principal])).toBe(false);
    expect(excusesOwn(vice, { ownerRole: 'principal', ownerId: teacher }, [vice, principal])).toBe(false);
  });

  it('may not when it is their own and another leader could', () => {
    expect(excusesOwn(vice, ofVice, [vice, principal])).toBe(true);
    expect(excusesOwn(vice, ofVice, [vice, otherVice, principal])).toBe(true);
    expect(excusesOwn(head, ofHead, [head, otherHead])).toBe(true);
  });

  it('may when nobody else in the office could: no other leader, or only such as owe it as well', () => {
    expect(excusesOwn(vice, ofVice, [vice])).toBe(false);
    expect(excusesOwn(vice, ofVice, [vice, otherVice])).toBe(false);
    expect(excusesOwn(head, ofHead, [head])).toBe(false);
    expect(excusesOwn(head, { ownerRole: 'center_head', ownerId: head.userId }, [head, otherHead])).toBe(false);
  });
});
