// Forced in front of better-sqlite3's own, unmodified sources (-include) when they are built for a runtime with
// Node-API 9.
//
// better-sqlite3 13 keeps strings in persistent references, which Node-API allows since version 10. Here a value
// that version 9 refuses is put into a box, an object with one field, and the reference holds the box. Boxes carry
// a type tag, so that a reference to an ordinary object is never taken for one.
#pragma once

#define NAPI_VERSION 9
#include <node_api.h>

namespace borrow_desk {

// Any fixed random number does: it only has to differ from other type tags.
inline constexpr napi_type_tag kBoxTag = {0x5d1f0b7a9c3e4826ULL, 0xb2c47e90a1d35f68ULL};
inline constexpr const char* kField = "value";

inline bool NeedsBox(napi_valuetype type) {
  return type != napi_object && type != napi_function && type != napi_external && type != napi_symbol;
}

inline napi_status CreateReference(napi_env env, napi_value value, uint32_t count, napi_ref* result) {
  napi_valuetype type;
  napi_status status = napi_typeof(env, value, &type);
  if (status != napi_ok) return status;
  if (!NeedsBox(type)) return napi_create_reference(env, value, count, result);
  napi_value box;
  if ((status = napi_create_object(env, &box)) != napi_ok) return status;
  if ((status = napi_set_named_property(env, box, kField, value)) != napi_ok) return status;
  if ((status = napi_type_tag_object(env, box, &kBoxTag)) != napi_ok) return status;
  return napi_create_reference(env, box, count, result);
}

inline napi_status GetReferenceValue(napi_env env, napi_ref reference, napi_value* result) {
  napi_status status = napi_get_reference_value(env, reference, result);
  // Null: what a weak reference pointed to is gone.
  if (status != napi_ok || *result == nullptr) return status;
  napi_valuetype type;
  if ((status = napi_typeof(env, *result, &type)) != napi_ok) return status;
  // Boxes are plain objects: functions, the values asked for most often, need no further look.
  if (type != napi_object) return napi_ok;
  bool boxed = false;
  if ((status = napi_check_object_type_tag(env, *result, &kBoxTag, &boxed)) != napi_ok) return status;
  return boxed ? napi_get_named_property(env, *result, kField, result) : napi_ok;
}

}  // namespace borrow_desk

#define napi_create_reference borrow_desk::CreateReference
#define napi_get_reference_value borrow_desk::GetReferenceValue
