import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Modal, type ModalProps } from '@mantine/core';
import { useFocusBack } from './focus-back.ts';
import { t } from '../../../shared/words/words.ts';

/** A window in front of the page. It is usable immediately, and returns the focus when it closes, unless its page does that. */
export const DeskWindow = ({
  givesFocusBack = true,
  ...window
}: Omit<ModalProps, 'opened'> & { readonly givesFocusBack?: boolean }) => {
  useFocusBack(givesFocusBack);
  return <Modal opened closeButtonProps={{ 'aria-label': t('Close') }} returnFocus={false} {...window} />;
};
