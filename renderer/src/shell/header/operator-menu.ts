import { sharedValue } from '../../components/shared-value.ts';

const open = sharedValue(false);

/** Opens or closes the list of operators in the header; also used by the window's menu. */
export const showOperatorMenu = open.set;

/** Whether the list of operators is open. */
export const useOperatorMenuShown = open.use;
