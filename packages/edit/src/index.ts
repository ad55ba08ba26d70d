export { addImport, importedAs } from "./add-import.js";
export { editStruct, lineGroups } from "./edit-struct.js";
export { type BodyItem, isRefusal, type Refusal, type RefusalReason, type TextEdit } from "./model.js";
