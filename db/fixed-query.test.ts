import { describe, expect, it } from 'vitest';
import { driverNames } from './driver/port.ts';
import { fixedInsert, fixedSelect, fixedUpdate } from './fixed-query.ts';
import { openTestRegister } from './testing/open-register.ts';
import { addCase, addPeople, pupilIdOf } from './testing/sample-rows.ts';
import type { Reader } from './tx.ts';

type Entry = { readonly key: string; readonly value: string };
type PupilColumns = { readonly class_name: string; readonly address: string | null; readonly boarding: 0 | 1 };

describe.each(driverNames)('statements that are built once, with %s', (driver) => {
  it('take other values at every call, in any register, and are built at the first', async () => {
    let built = 0;
    const add = fixedInsert((tx, entry: Entry) => ((built += 1), tx.insertInto('meta').values(entry)));
    const valueOf = fixedSelect(
      (reader: Reader, { key }: { readonly key: string }) => ((built += 1), reader.selectFrom('meta').select('value').where('key', '=', key)),
    );
    for (const name of ['one', 'two']) {
      await using test = await openTestRegister({ driver });
      const found = await test.register.write(async (tx) => {
        await add(tx, { key: 'a', value: `${name} a` });
        await add(tx, { key: 'b', value: `${name} b` });
        return [await valueOf(tx, { key: 'b' }), await valueOf(tx, { key: 'a' }), await valueOf(tx, { key: 'c' })];
      });
      expect(found).toEqual([[{ value: `${name} b` }], [{ value: `${name} a` }], []]);
    }
    expect(built).toBe(2);
  });

  it('update the named columns of one row, a statement for each set of them', async () => {
    let built = 0;
    const change = fixedUpdate<PupilColumns>((tx, set, id) => ((built += 1), tx.updateTable('pupil').set(set).where('id', '=', id)));
    await using test = await openTestRegister({ driver });
    const rows = await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      await addCase(tx, 2);
      const [one, two] = [pupilIdOf(1), pupilIdOf(2)];
      expect([await change(tx, { class_name: 'x', address: null }, one), await change(tx, { class_name: 'y', address: 'z' }, two)]).toEqual([1, 1]);
      expect([await change(tx, { boarding: 1 }, one), await change(tx, { boarding: 1 }, 'nobody')]).toEqual([1, 0]);
      return tx.selectFrom('pupil').select(['class_name', 'address', 'boarding']).where('id', 'in', [one, two]).orderBy('id').execute();
    });
    expect(rows).toEqual([
      { class_name: 'x', address: null, boarding: 1 },
      { class_name: 'y', address: 'z', boarding: 0 },
    ]);
    expect(built).toBe(2);
  });
});
