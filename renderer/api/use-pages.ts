/** A long list read in pages, as far as it is looked at: the rest stays where it is. */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Input, OperationName, Output, Reply } from '../../contract/index.ts';
import type { Refusal } from '../../contract/errors.ts';
import { call } from './call.ts';

/** Operations that answer with a part of a list. */
type ListName = { [N in OperationName]: Output<N> extends { readonly total: number; readonly rows: readonly unknown[] } ? N : never }[OperationName];
type RowOf<N extends ListName> = Output<N>['rows'][number];

export type Slot<R> = { readonly key: number; readonly row: R | undefined };

export type Pages<R> = {
  readonly total: number | undefined;
  /** One slot per row of the whole list; those not read yet are empty. */
  readonly slots: readonly Slot<R>[];
  readonly refusal: Refusal | undefined;
  /** Tells which rows are in sight. */
  readonly look: (first: number, last: number) => void;
};

const pageSize = 200;

/** First and last page in sight, and of which list. */
type Sight = { readonly of: string; readonly first: number; readonly last: number };

/** Reads the pages of `name` that are in sight. `input` must not hold offset and limit. */
export function usePages<N extends ListName>(name: N, input: Omit<Input<N>, 'offset' | 'limit'>): Pages<RowOf<N>> {
  const of = JSON.stringify([name, input]);
  const [sight, setSight] = useState<Sight>({ of, first: 0, last: 0 });
  // What was in sight of another list says nothing about this one: it starts at its top.
  const { first, last } = sight.of === of ? sight : { first: 0, last: 0 };
  const numbers = useMemo(() => pagesIn(first, last), [first, last]);
  const replies = useQueries({
    queries: numbers.map((page) => {
      // The input without its page was typed by the caller; adding the page completes it.
      const asked = { ...input, offset: page * pageSize, limit: pageSize } as Input<N>;
      return { queryKey: [name, asked], queryFn: () => call(name, asked), staleTime: 5_000 };
    }),
  });
  const values: readonly (Reply<N> | undefined)[] = replies.map((reply) => reply.data);
  const total = values.reduce<number | undefined>((found, reply) => found ?? (reply?.ok === true ? reply.value.total : undefined), undefined);
  const refused = values.find((reply) => reply?.ok === false);
  const slots = fill<RowOf<N>>(
    total ?? 0,
    numbers,
    values.map((reply) => (reply?.ok === true ? reply.value.rows : [])),
  );
  const look = useCallback(
    (from: number, to: number) => {
      const next = { of, first: Math.floor(Math.max(0, from) / pageSize), last: Math.floor(Math.max(0, to) / pageSize) };
      setSight((before) => (before.of === of && before.first === next.first && before.last === next.last ? before : next));
    },
    [of],
  );
  return { total, slots, refusal: refused?.ok === false ? refused.error : undefined, look };
}

/** The pages in sight, and the first one always: it tells how long the list is while the others are on their way. */
function pagesIn(first: number, last: number): readonly number[] {
  const inSight = Array.from({ length: last - first + 1 }, (_page, index) => first + index);
  return first === 0 ? inSight : [0, ...inSight];
}

function fill<R>(total: number, numbers: readonly number[], pages: readonly (readonly R[])[]): readonly Slot<R>[] {
  const slots: Slot<R>[] = Array.from({ length: total }, (_slot, key) => ({ key, row: undefined }));
  for (const [index, page] of numbers.entries()) {
    for (const [at, row] of (pages[index] ?? []).entries()) {
      const key = page * pageSize + at;
      if (key < total) slots[key] = { key, row };
    }
  }
  return slots;
}
