/** Of the original whose options and labels are known here. */
export const balancerVersion = '1.15.0';
