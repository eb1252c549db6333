import { sharedValue } from '../../components/shared-value.ts';

const open = sharedValue(false);

/** Opens or closes the list of operators in the header: the window's menu does so too. */
export const showOperatorMenu = open.set;

/** Whether the list of operators is open. */
export const useOperatorMenuShown = open.use;
