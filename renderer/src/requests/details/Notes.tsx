import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { ThreadCounts } from '../../../../shared/ipc/turn-views.ts';
import type { AppState, RequestSummary } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { takeOrThrow } from '../../api/take.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import { Section } from './Section.tsx';
import { Thread } from './Thread.tsx';
import { WriteText } from './WriteText.tsx';

type OfRequest = { readonly request: RequestSummary; readonly state: AppState };

const AddNote = ({ request, state }: OfRequest) => {
  const [active, setActive] = useState(false);
  return (
    <WriteText
      draft={`note ${state.operator.id} ${request.id}`}
      opens={t('Add note')}
      hint={t('Add a note about this request')}
      whyNot={stepRefusal(state, 'add-note', request)}
      label={t('Note')}
      description={t('For staff only. The partner and the patron don’t see it.')}
      maxLength={10_000}
      saves={t('Save note')}
      save={(text, opId) => takeOrThrow('add-note', { opId, requestId: request.id, text, active })}
    >
      <Checkbox
        size="sm"
        label={t('Active: shown in the list until someone dismisses it')}
        checked={active}
        onChange={({ currentTarget }) => setActive(currentTarget.checked)}
      />
    </WriteText>
  );
};

/** Notes of staff, and what was said outside the rota: letters to the patron, and mails of others. */
export const Notes = ({ thread, ...of }: OfRequest & { readonly thread: ThreadCounts }) => (
  <Section title={t('Messages and notes')} quiet={thread.count === 0}>
    <div data-notes={thread.active > 0 || undefined}>
      <Thread {...of} turnId={null} counts={thread} isOpen />
    </div>
    <AddNote {...of} />
  </Section>
);
