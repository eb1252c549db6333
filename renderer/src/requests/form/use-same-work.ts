import { useDebouncedValue } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SameWorkView } from '../../../../shared/ipc/request-views.ts';
import { sameWorkQuery, useOpenForSameWork } from '../../api/requests.ts';
import type { FormOf } from '../requests.types.ts';
import type { Draft } from './draft.ts';

const typingMs = 250;

/**
 * Returns what a new request asks for, as far as it can be compared; null if there is nothing to compare, or the request already exists.
 */
const workOf = (form: FormOf, { patron, title, citation: { isbn, doi } }: Draft) =>
  form.kind === 'new' && patron !== null && `${title}${isbn}${doi}`.trim() !== ''
    ? { patronId: patron.id, title, isbn, doi }
    : null;

/** The patron's open requests for the work in the form: loaded while typing, and again before the request is created. */
export const useSameWork = (
  form: FormOf,
  draft: Draft,
): {
  readonly others: readonly SameWorkView[];
  /** Whether they turned up after pressing Create. */
  readonly cameUp: boolean;
  /** Whether there are some that the operator has not seen: then they are shown, and nothing is created yet. */
  readonly turnsUp: () => Promise<boolean>;
} => {
  const client = useQueryClient();
  const work = workOf(form, draft);
  const key = JSON.stringify(work);
  const [cameUpFor, setCameUpFor] = useState<string | null>(null);
  const cameUp = cameUpFor === key;
  const [settledKey] = useDebouncedValue(key, typingMs);
  // Ignores results for a work that is no longer in the form.
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
      // A failed check must not block the operator's work.
      const now = besides(await client.fetchQuery(sameWorkQuery(work)).catch(() => []));
      const isNews = now.some(({ requestId }) => !others.some((other) => other.requestId === requestId));
      setCameUpFor(isNews ? key : null);
      return isNews;
    },
  };
};
