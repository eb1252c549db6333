import { useEffect, useRef } from 'react';
import { matchReasons } from '../../../../shared/domain/same-work.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { SameWorkView } from '../../../../shared/ipc/request-views.ts';
import { hashOf } from '../../places/routes.ts';
import classes from './RequestForm.module.css';
import { t } from '../../../../shared/words/words.ts';
import { Facts } from '../../components/Facts.tsx';

/** A few are enough. */
const shownAtMost = 3;

type SameWorkProps = {
  readonly others: readonly SameWorkView[];
  /** They turned up after pressing Create: a second Enter must not create the request. */
  readonly takesFocus: boolean;
  /** Called before a link leads to one of them. */
  readonly leave: () => void;
};

/** The patron's open requests for the same work. The operator can look at them, or continue. */
export const SameWork = ({ others, takesFocus, leave }: SameWorkProps) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus]);
  const more = others.length - shownAtMost;
  return (
    <div ref={box} className={classes['question']} role="alert" tabIndex={-1}>
      {t('This patron already has an open request for it:')}
      <ul className={classes['others']}>
        {others.slice(0, shownAtMost).map(({ requestId, externalId, title, status, because }) => (
          <li key={requestId}>
            <a href={hashOf({ page: 'requests', request: requestId, view: null })} onClick={leave}>
              <bdi>{externalId}</bdi>
            </a>{' '}
            <Facts>
              <bdi>{title.slice(0, 80)}</bdi>
              {statusLabel(status)}
              {matchReasons[because]}
            </Facts>
          </li>
        ))}
        {more > 0 && <li>{t('and {more} more', { more })}</li>}
      </ul>
      {t('Create this request only if you want a second one.')}
    </div>
  );
};
