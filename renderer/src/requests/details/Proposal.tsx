import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { formatDate } from '../../../../shared/domain/dates.ts';
import { partnerAnswers } from '../../../../shared/domain/partner-answers.ts';
import type { IncomingMailView, MailProposal } from '../../../../shared/ipc/calls/incoming-mail.ts';
import type { AppState, RequestSummary } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { isWindowOpen } from '../../components/window-open.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { stepRefusal } from '../../steps/step-refusal.ts';
import { showDone } from '../list-runner.ts';
import classes from './DetailsPanel.module.css';

const takeKey = 'Alt+Enter';

/** Presses a button by Alt+Enter, wherever the focus is on the page. */
const useTakeKey = (press: (() => void) | null): void => {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
      if (latest.current === null || isWindowOpen()) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
};

const proposalWords = ({ kind, day }: MailProposal): string => {
  const { label } = partnerAnswers[kind];
  return day === null
    ? t('Proposed answer: The partner {label}.', { label })
    : t('Proposed answer: The partner {label} ({day}).', { label, day: formatDate(day) });
};

type ProposalProps = {
  readonly mail: IncomingMailView;
  readonly proposal: MailProposal;
  readonly request: RequestSummary;
  readonly state: AppState;
  /** Whether the key records this one. */
  readonly hasKey: boolean;
};

/** The answer that a mail seems to give, with the words that say so: recorded or dismissed by staff. */
export const Proposal = ({ mail, proposal, request, state, hasKey }: ProposalProps) => {
  const whyNot = stepRefusal(state, 'partner-answer', request);
  const take = useMutation({
    // The id is created with the press, so that each press is one step.
    mutationFn: (opId: ReturnType<typeof newOpId>) =>
      ask('incomingMail.take', { opId, id: mail.id, asOf: request.updatedAt }),
    onSuccess: showDone,
  });
  const dismiss = useMutation({ mutationFn: () => ask('incomingMail.dismiss', { id: mail.id }) });
  const press = (): void => {
    if (whyNot === null && !take.isPending) take.mutate(newOpId());
  };
  useTakeKey(hasKey ? press : null);
  return (
    <div className={classes['active']} role="group" aria-label={t('Proposed answer')}>
      <p>{proposalWords(proposal)}</p>
      <p className={classes['small']} dir="auto">
        “{proposal.words}”
      </p>
      <Group gap="xs" mt={4}>
        <Button
          size="compact-sm"
          disabled={whyNot !== null}
          title={
            whyNot ?? (hasKey ? t('Record this answer ({key})', { key: takeKey }) : t('Record this answer'))
          }
          {...(hasKey && { 'aria-keyshortcuts': takeKey })}
          onClick={press}
        >
          {t('Record this answer')}
        </Button>
        <CallButton size="compact-sm" call={dismiss} locked={whyNot}>
          {t('Dismiss')}
        </CallButton>
      </Group>
      <NotDone error={take.error ?? dismiss.error} size="sm" />
    </div>
  );
};
