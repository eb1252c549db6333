import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconBookmark from '@tabler/icons-react/icons/IconBookmark';
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck';
import IconCircleX from '@tabler/icons-react/icons/IconCircleX';
import IconClock from '@tabler/icons-react/icons/IconClock';
import IconHelpCircle from '@tabler/icons-react/icons/IconHelpCircle';
import IconPackageExport from '@tabler/icons-react/icons/IconPackageExport';
import IconSend from '@tabler/icons-react/icons/IconSend';
import IconTruck from '@tabler/icons-react/icons/IconTruck';
import IconUserCheck from '@tabler/icons-react/icons/IconUserCheck';
import { shortStatusLabel, statusLabel, statusPhase } from '../../../shared/domain/request-status.ts';
import type { RequestPhase } from '../../../shared/domain/request-status.ts';
import { StateBadge, StateWord, type StateLook } from './StateBadge.tsx';

const byPhase: Readonly<Record<RequestPhase, StateLook>> = {
  'before-receipt': { tone: 'send', Icon: IconSend },
  'at-library': { tone: 'go', Icon: IconBookmark },
  'with-patron': { tone: 'go', Icon: IconUserCheck },
  'back-from-patron': { tone: 'send', Icon: IconTruck },
  returned: { tone: 'quiet', Icon: IconPackageExport },
  'loss-and-damage': { tone: 'stop', Icon: IconAlertTriangle },
  cancelled: { tone: 'quiet', Icon: IconCircleX },
  completed: { tone: 'quiet', Icon: IconCircleCheck },
};

/** Statuses whose look differs from that of their phase. */
const byStatus: Readonly<Record<string, StateLook>> = {
  CONDITIONAL: { tone: 'look', Icon: IconHelpCircle },
  READY_TO_SEND: { tone: 'quiet', Icon: IconClock },
  REQUEST_CREATED_BOR: { tone: 'quiet', Icon: IconClock },
  SHIPPED_PHYSICALLY: { tone: 'send', Icon: IconTruck },
  MEDIATED_RENEWAL: { tone: 'look', Icon: IconHelpCircle },
  RENEW_NOT_ACCEPTED: { tone: 'look', Icon: IconAlertTriangle },
  CANCEL_NOT_ACCEPTED: { tone: 'look', Icon: IconAlertTriangle },
  REJECTED: { tone: 'look', Icon: IconCircleX },
  LOCATE_FAILED: { tone: 'look', Icon: IconAlertTriangle },
  OVERDUE_ITEM: { tone: 'stop', Icon: IconAlertTriangle },
  RECALLED_BOR: { tone: 'stop', Icon: IconAlertTriangle },
};

const unknown: StateLook = { tone: 'quiet', Icon: IconHelpCircle };

const lookOf = (status: string): StateLook => {
  if (Object.hasOwn(byStatus, status)) return byStatus[status] ?? unknown;
  const phase = statusPhase(status);
  return phase === null ? unknown : byPhase[phase];
};

/** The status of a request as icon, colour and word. An unknown code is shown unchanged. */
export const StatusBadge = ({ status }: { readonly status: string }) => (
  <StateBadge look={lookOf(status)} word={statusLabel(status)} />
);

/**
 * The same in a list, in a word or two.
 * @param isLate whether a date of the request is past: the word then has the same colour as that date
 */
export const StatusWord = ({ status, isLate }: { readonly status: string; readonly isLate: boolean }) => (
  <StateWord
    tone={isLate ? 'stop' : lookOf(status).tone}
    word={statusLabel(status)}
    short={shortStatusLabel(status)}
  />
);
