import { describe, expect, it } from 'vitest';
import type { UserSummary } from '../../../contract/shapes.ts';
import { UserId } from '../../../domain/ids.ts';
import type { Role } from '../../../domain/vocabulary.ts';
import { giversFor, ownersOf } from './people.ts';

function person(number: number, role: Role, disabled = false): UserSummary {
  const id = UserId.parse(`0198c5a0-0002-7000-8000-00000000000${number}`);
  return { id, login: `user${number}`, displayName: `用户${number}`, role, classScope: null, disabled };
}

const teacher = person(1, 'psych_teacher');
const left = person(2, 'psych_teacher', true);
const leader = person(3, 'vice_principal');
const people = [teacher, left, leader, person(4, 'class_teacher')];

describe('who hands over to whom', () => {
  it('takes over only who may own a case and is still here', () => {
    expect(ownersOf(people)).toEqual([teacher]);
  });

  it('gives away their own cases as a teacher', () => {
    expect(giversFor(people, teacher)).toEqual([teacher]);
  });

  it('gives away those of anybody as a leader, also of who has left', () => {
    expect(giversFor(people, leader)).toEqual([teacher, left]);
  });
});
