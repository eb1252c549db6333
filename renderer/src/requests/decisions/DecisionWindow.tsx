import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useActorRef, useSelector } from '@xstate/react';
import { useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { DecisionKind, NoteKind } from '../../../../shared/domain/steps/all-steps.ts';
import { asksForNote, steps } from '../../../../shared/domain/steps/all-steps.ts';
import type { DecisionFacts, RequestResult } from '../../../../shared/ipc/decision-views.ts';
import { desk } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { Waiting } from '../../steps/LoadStates.tsx';
import { clearOfFooter } from '../../components/WindowFooter.tsx';
import { WhereTo } from '../../components/WhereTo.tsx';
import { inspection } from '../../development/inspection.ts';
import { decisionLogic } from './decision.actors.ts';
import { DecisionProvider } from './decision-context.ts';
import { followOthers } from './follow-others.ts';
import { canDecide, impossible } from './decision.words.ts';
import classes from './DecisionWindow.module.css';
import { AnswerForm } from './forms/AnswerForm.tsx';
import { CancelForm } from './forms/CancelForm.tsx';
import { CorrectForm } from './forms/CorrectForm.tsx';
import { EndSetForm } from './forms/EndSetForm.tsx';
import { NoteForm } from './forms/NoteForm.tsx';
import { ReceiveDigitallyForm } from './forms/ReceiveDigitallyForm.tsx';
import { RotaForm } from './forms/RotaForm.tsx';
import { RenewForm } from './forms/RenewForm.tsx';
import { ReplyForm } from './forms/ReplyForm.tsx';
import { LossAndDamageForm } from './forms/LossAndDamageForm.tsx';
import { WindowHead } from './parts/WindowHead.tsx';
import { t } from '../../../../shared/words/words.ts';

/** The action and its requests. Only bulk actions have several. */
type Decision = {
  readonly action: DecisionKind;
  readonly requests: readonly { readonly id: RequestId }[];
};

/** The forms of actions that need more than a note. */
const ownForms: Readonly<Record<Exclude<DecisionKind, NoteKind>, ReactNode>> = {
  'conditional-reply': <ReplyForm />,
  'request-renewal': <RenewForm />,
  cancel: <CancelForm />,
  'edit-rota': <RotaForm />,
  correct: <CorrectForm />,
  'end-set': <EndSetForm />,
  'partner-answer': <AnswerForm />,
  'receive-digitally': <ReceiveDigitallyForm />,
  'report-lost': <LossAndDamageForm action="report-lost" />,
  'report-damaged': <LossAndDamageForm action="report-damaged" />,
  'report-found': <LossAndDamageForm action="report-found" />,
  'settle-loss': <LossAndDamageForm action="settle-loss" />,
};

const formOf = (action: DecisionKind): ReactNode =>
  asksForNote(action) ? <NoteForm key={action} action={action} /> : ownForms[action];

const Failed = ({ failure, retry }: { readonly failure: string; readonly retry: () => void }) => (
  <Stack role="alert" align="flex-start" gap="sm">
    <Text>{failure}</Text>
    <Button autoFocus variant="default" onClick={retry}>
      {t('Try again')}
    </Button>
  </Stack>
);

const Content = ({
  action,
  facts,
  changed,
}: {
  readonly action: DecisionKind;
  readonly facts: DecisionFacts;
  readonly changed: string | null;
}) => {
  const why = impossible(action, facts.requests, (request) => canDecide(action, request));
  return (
    <Stack gap="md">
      <WindowHead facts={facts} />
      {why === null ? (
        formOf(action)
      ) : (
        <div role="alert">
          <WhereTo
            small
            sign="stop"
            word={changed === null ? t('NOT POSSIBLE') : t('REQUEST CHANGED')}
            name=""
          >
            <p className={classes['detail']}>{changed ?? why}</p>
          </WhereTo>
        </div>
      )}
    </Stack>
  );
};

/** Returns the focus to where it was, or to the given element, after the window closes. */
const useFocusBack = (returnFocusTo: (() => HTMLElement | null) | undefined): void => {
  const before = useRef(document.activeElement);
  const to = useRef(returnFocusTo);
  useEffect(() => {
    to.current = returnFocusTo;
  });
  useEffect(
    () => () => {
      const element = to.current?.() ?? before.current;
      if (element instanceof HTMLElement && element.isConnected) element.focus();
    },
    [],
  );
};

type DecisionWindowProps = {
  readonly decision: Decision;
  readonly onDone: (results: readonly RequestResult[]) => void;
  readonly onClose: () => void;
  readonly returnFocusTo?: () => HTMLElement | null;
};

/**
 * The window for a decision on one request, or a bulk decision. It loads the facts, sends the decision and shows refusals; it closes when
 * the decision was answered.
 * @param onDone called once, with the result of each request, if something was done
 * @param onClose called once, after `onDone`, when the window should close
 * @param returnFocusTo returns the element to focus afterwards; by default the previously focused one
 */
export const DecisionWindow = ({ decision, onDone, onClose, returnFocusTo }: DecisionWindowProps) => {
  const { action, requests } = decision;
  const logic = useMemo(() => decisionLogic(desk.call), []);
  const actor = useActorRef(logic, {
    ...inspection,
    input: { newOpId, requestIds: requests.map(({ id }) => id) },
  });
  useFocusBack(returnFocusTo);
  const latest = useRef({ onDone, onClose });
  useEffect(() => {
    latest.current = { onDone, onClose };
  });
  useEffect(() => {
    const subscription = actor.subscribe({
      complete: () => {
        const results = actor.getSnapshot().output ?? [];
        if (results.length > 0) latest.current.onDone(results);
        latest.current.onClose();
      },
    });
    return () => subscription.unsubscribe();
  }, [actor]);
  useEffect(() => followOthers(actor, action), [actor, action]);
  const facts = useSelector(actor, ({ context }) => context.facts);
  const failure = useSelector(actor, (snapshot) =>
    snapshot.hasTag('failed') ? snapshot.context.failure : null,
  );
  const changed = useSelector(actor, ({ context: { notice } }) =>
    notice?.kind === 'changed' ? notice.message : null,
  );
  return (
    <Modal
      opened
      size="xl"
      yOffset="3vh"
      title={steps[action].menu.label}
      onClose={() => actor.send({ type: 'closed' })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
      returnFocus={false}
      styles={clearOfFooter}
    >
      <DecisionProvider value={actor}>
        {failure !== null ? (
          <Failed failure={failure} retry={() => actor.send({ type: 'retried' })} />
        ) : facts === null ? (
          <Waiting rows={5} />
        ) : (
          <Content action={action} facts={facts} changed={changed} />
        )}
      </DecisionProvider>
    </Modal>
  );
};
