/** People of the roster whose PCs record, and people who press, while a fault is done. */
export const PCS = ['U022', 'U024', 'U033', 'U035'] as const;
export const PRESSERS = ['U034', 'U018'] as const;
