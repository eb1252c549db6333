import IconArrowForwardUp from '@tabler/icons-react/icons/IconArrowForwardUp';
import IconBooks from '@tabler/icons-react/icons/IconBooks';
import IconEraser from '@tabler/icons-react/icons/IconEraser';
import IconCalendarPlus from '@tabler/icons-react/icons/IconCalendarPlus';
import IconCalendarX from '@tabler/icons-react/icons/IconCalendarX';
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck';
import IconCircleX from '@tabler/icons-react/icons/IconCircleX';
import IconCopyPlus from '@tabler/icons-react/icons/IconCopyPlus';
import IconEdit from '@tabler/icons-react/icons/IconEdit';
import IconEye from '@tabler/icons-react/icons/IconEye';
import IconFileDownload from '@tabler/icons-react/icons/IconFileDownload';
import IconHandStop from '@tabler/icons-react/icons/IconHandStop';
import IconListNumbers from '@tabler/icons-react/icons/IconListNumbers';
import IconMessageReply from '@tabler/icons-react/icons/IconMessageReply';
import IconMessageSearch from '@tabler/icons-react/icons/IconMessageSearch';
import IconPackageExport from '@tabler/icons-react/icons/IconPackageExport';
import IconPackageImport from '@tabler/icons-react/icons/IconPackageImport';
import IconPackageOff from '@tabler/icons-react/icons/IconPackageOff';
import IconPencilCheck from '@tabler/icons-react/icons/IconPencilCheck';
import IconPlayerPlay from '@tabler/icons-react/icons/IconPlayerPlay';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import IconRotate from '@tabler/icons-react/icons/IconRotate';
import IconScale from '@tabler/icons-react/icons/IconScale';
import IconSearch from '@tabler/icons-react/icons/IconSearch';
import IconSend from '@tabler/icons-react/icons/IconSend';
import IconSquarePlus from '@tabler/icons-react/icons/IconSquarePlus';
import IconUserCheck from '@tabler/icons-react/icons/IconUserCheck';
import IconBookmark from '@tabler/icons-react/icons/IconBookmark';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import type { PopupItem } from '../components/PopupMenu.tsx';
import type { RowAction } from './row-actions.ts';

/** The icon of each action in a request's menu. */
export const actionIcons: Readonly<Record<RowAction, NonNullable<PopupItem['Icon']>>> = {
  receive: IconPackageImport,
  'receive-digitally': IconFileDownload,
  lend: IconUserCheck,
  return: IconPackageExport,
  'send-request': IconSend,
  'conditional-reply': IconMessageReply,
  'request-renewal': IconCalendarPlus,
  'end-set': IconBooks,
  keep: IconBookmark,
  'go-on': IconPlayerPlay,
  'add-volume': IconSquarePlus,
  'partner-answer': IconPencilCheck,
  'claim-parcel': IconMessageSearch,
  'ask-next-partner': IconArrowForwardUp,
  'edit-rota': IconListNumbers,
  'withdraw-cancellation': IconRotate,
  'withdraw-renewal': IconCalendarX,
  'refuse-renewal': IconHandStop,
  cancel: IconCircleX,
  'report-lost': IconPackageOff,
  'report-damaged': IconAlertTriangle,
  'report-found': IconSearch,
  'settle-loss': IconScale,
  correct: IconEraser,
  'complete-by-hand': IconCircleCheck,
  view: IconEye,
  print: IconPrinter,
  edit: IconEdit,
  again: IconCopyPlus,
};
