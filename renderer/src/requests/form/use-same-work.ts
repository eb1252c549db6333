import { useDebouncedValue } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SameWorkView } from '../../../../shared/ipc/request-views.ts';
import { sameWorkQuery, useOpenForSameWork } from '../../api/requests.ts';
import type { FormOf } from '../requests.types.ts';
import type { Draft } from './draft.ts';

const typingMs = 250;

/** What a new request asks for, as far as it can be compared; null while nobody asks for it, or where the request is there already. */
const workOf = (form: FormOf, { patron, title, citation: { isbn, doi } }: Draft) =>
  form.kind === 'new' && patron !== null && `${title}${isbn}${doi}`.trim() !== ''
    ? { patronId: patron.id, title, isbn, doi }
    : null;

/** The open requests of the patron for what the form asks for, as staff type, and asked once more before it is created. */
export const useSameWork = (
  form: FormOf,
  draft: Draft,
): {
  readonly others: readonly SameWorkView[];
  /** Whether they came up in answer to Create. */
  readonly cameUp: boolean;
  /** Whether there are some that staff have not seen: then they are shown, and nothing is created yet. */
  readonly turnsUp: () => Promise<boolean>;
} => {
  const client = useQueryClient();
  const work = workOf(form, draft);
  const key = JSON.stringify(work);
  const [cameUpFor, setCameUpFor] = useState<string | null>(null);
  const cameUp = cameUpFor === key;
  const [settledKey] = useDebouncedValue(key, typingMs);
  // What is answered for another work than the one that stands in the form is not shown.
  const found = useOpenForSameWork(settledKey === key || cameUp ? work : null);
  const repeated = form.kind === 'new' ? form.againOf : undefined;
  const besides = (all: readonly SameWorkView[] = []): readonly SameWorkView[] =>
    all.filter(({ requestId }) => requestId !== repeated);
  const others = work === null ? [] : besides(found.data);
  return {
    others,
    cameUp,
    turnsUp: async () => {
      if (work === null) return false;
      // Where nobody can say, nobody is kept from their work.
      const now = besides(await client.fetchQuery(sameWorkQuery(work)).catch(() => []));
      const isNews = now.some(({ requestId }) => !others.some((other) => other.requestId === requestId));
      setCameUpFor(isNews ? key : null);
      return isNews;
    },
  };
};
