import { Button, Stack } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import type { DecisionKind } from '../../../../../shared/domain/steps/all-steps.ts';
import type { StepWindow } from '../../../../../shared/domain/steps/step.ts';
import { steps } from '../../../../../shared/domain/steps/all-steps.ts';
import { useLate } from '../../../components/late.ts';
import { WindowButtons, WindowFooter } from '../../../components/WindowFooter.tsx';
import { WhereTo } from '../../../components/WhereTo.tsx';
import classes from '../DecisionWindow.module.css';
import { useDecision, useDecisionSelector } from '../decision-context.ts';
import type { Notice } from '../../../machines/decision.machine.ts';
import { t } from '../../../../../shared/words/words.ts';

const signs = {
  refused: { sign: 'stop', word: t('NOT DONE') },
  changed: { sign: 'look', word: t('REQUEST CHANGED') },
  'no-note': { sign: 'look', word: t('WITHOUT A NOTE?') },
  'set-incomplete': { sign: 'look', word: t('VOLUMES MISSING') },
} as const satisfies Record<Notice['kind'], { readonly sign: 'stop' | 'look'; readonly word: string }>;

const NoticeLine = ({ notice }: { readonly notice: Notice }) => (
  <div role="alert">
    <WhereTo small {...signs[notice.kind]} name="">
      <p className={classes['detail']}>{notice.message}</p>
    </WhereTo>
  </div>
);

/** A decision in doubt. */
const Doubt = () => {
  const decision = useDecision();
  const failure = useDecisionSelector(({ context }) => context.failure);
  const nothingStored = useDecisionSelector(({ context }) => context.nothingStored);
  return (
    <div>
      <div role="alert">
        <WhereTo small sign="look" word={nothingStored ? t('NOTHING SAVED') : t('NOT CONFIRMED YET')} name="">
          <p className={classes['detail']}>
            {nothingStored
              ? failure
              : t('{failure} It may or may not have been done. Trying again won’t do it twice.', { failure })}
          </p>
        </WhereTo>
      </div>
      <WindowButtons>
        <Button autoFocus onClick={() => decision.send({ type: 'retried' })}>
          {t('Try again')}
        </Button>
      </WindowButtons>
    </div>
  );
};

type FormFrameProps = {
  /** The action of the window, which labels its button. */
  readonly action: DecisionKind;
  /** Further buttons. */
  readonly extra?: ReactNode;
  /** The main button, for windows that focus it first. */
  readonly main?: RefObject<HTMLButtonElement | null>;
  /** What will happen, in one sentence. */
  readonly preview: ReactNode;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
};

/**
 * The frame of every form: its fields, what will happen, the notice, and the main button. While a decision is in flight everything is
 * disabled, so that it cannot be sent twice.
 */
export const FormFrame = ({ action, extra, main, preview, onSubmit, children }: FormFrameProps) => {
  const notice = useDecisionSelector(({ context }) => context.notice);
  const ready = useDecisionSelector((snapshot) => snapshot.hasTag('ready'));
  const busy = useDecisionSelector((snapshot) => snapshot.hasTag('busy'));
  const unconfirmed = useDecisionSelector((snapshot) => snapshot.hasTag('unconfirmed'));
  const late = useLate(busy);
  const decision = useDecision();
  const window: StepWindow = steps[action].window;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSubmit();
      }}
      onKeyDown={(event) => {
        // Enter starts a new line in a multi-line text: Ctrl+Enter submits there.
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
    >
      <Stack gap="sm">
        <fieldset className={classes['fields']} disabled={!ready}>
          <Stack gap="sm">{children}</Stack>
        </fieldset>
        <p className={classes['preview']} aria-live="polite">
          {preview}
        </p>
        <WindowFooter>
          {notice && !unconfirmed && <NoticeLine notice={notice} />}
          {unconfirmed ? (
            <Doubt />
          ) : (
            <WindowButtons>
              <Button variant="default" onClick={() => decision.send({ type: 'closed' })}>
                {window.keep ?? t('Cancel')}
              </Button>
              {extra}
              <Button
                type="submit"
                disabled={!ready}
                {...(window.destructive && { color: 'red' })}
                {...(main && { ref: main })}
              >
                {window.button}
              </Button>
            </WindowButtons>
          )}
          <p role="status" className={classes['notification']}>
            {late ? t('Sending…') : ''}
          </p>
        </WindowFooter>
      </Stack>
    </form>
  );
};
