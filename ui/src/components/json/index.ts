export { JsonView } from './JsonView';
export { LongText } from './LongText';
export { TextLines } from './TextLines';
