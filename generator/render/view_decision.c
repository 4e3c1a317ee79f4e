#include "render/view_decision.h"

#include "render/view_fields.h"

static const struct tmpl_field piece_fields[] = {
    TEXT(view_piece, text),   TEXT(view_piece, answer), TEXT(view_piece, number),
    HTML(view_piece, figure), TEXT(view_piece, live),
};
static const struct tmpl_type piece_type = TYPE("piece", view_piece, piece_fields);

static const struct tmpl_field saying_fields[] = {
    FLAG(view_saying, conditional),
    HTML(view_saying, when),
    LIST(view_saying, pieces, piece_type),
};
static const struct tmpl_type saying_type = TYPE("saying", view_saying, saying_fields);

static const struct tmpl_field route_fields[] = {
    FLAG(view_route, conditional), HTML(view_route, when),   FLAG(view_route, otherwise),
    TEXT(view_route, url),         TEXT(view_route, number), TEXT(view_route, text),
};
static const struct tmpl_type route_type = TYPE("route", view_route, route_fields);

static const struct tmpl_field answer_fields[] = {
    TEXT(view_answer, value),
    TEXT(view_answer, label),
    TEXT(view_answer, because),
    LIST(view_answer, routes, route_type),
};
static const struct tmpl_type answer_type = TYPE("answer", view_answer, answer_fields);

static const struct tmpl_field question_fields[] = {
    TEXT(view_question, id),
    TEXT(view_question, number),
    TEXT(view_question, ask),
    TEXT(view_question, hint),
    TEXT(view_question, unsure),
    FLAG(view_question, numeric),
    FLAG(view_question, day),
    FLAG(view_question, several),
    FLAG(view_question, many),
    LIST(view_question, asks, saying_type),
    LIST(view_question, hints, saying_type),
    LIST(view_question, rules, saying_type),
    TEXT(view_question, message),
    TEXT(view_question, low),
    TEXT(view_question, high),
    TEXT(view_question, unit),
    LIST(view_question, answers, answer_type),
    FLAG(view_question, answered),
};
static const struct tmpl_type question_type = TYPE("question", view_question, question_fields);

static const struct tmpl_field cite_fields[] = {
    TEXT(view_cite, title), TEXT(view_cite, url),     FLAG(view_cite, away),
    TEXT(view_cite, kind),  TEXT(view_cite, licence), TEXT(view_cite, date),
};
const struct tmpl_type view_cite_type = TYPE("source", view_cite, cite_fields);

static const struct tmpl_field gate_fields[] = {
    TEXT(view_gate, id), HTML(view_gate, when), TEXT(view_gate, yes),
    TEXT(view_gate, no), TEXT(view_gate, asks), OBJECT(view_gate, source, view_cite_type),
};
static const struct tmpl_type gate_type = TYPE("gate", view_gate, gate_fields);

static const struct tmpl_field option_fields[] = {
    TEXT(view_gated, id),
    TEXT(view_gated, title),
    TEXT(view_gated, always),
    LIST(view_gated, gates, gate_type),
};
static const struct tmpl_type gated_type = TYPE("option", view_gated, option_fields);

static const struct tmpl_field threshold_fields[] = {
    TEXT(view_threshold, id),        TEXT(view_threshold, name),
    TEXT(view_threshold, value),     TEXT(view_threshold, unit),
    FLAG(view_threshold, ranged),    TEXT(view_threshold, low),
    TEXT(view_threshold, high),      LIST(view_threshold, sources, view_cite_type),
    TEXT(view_threshold, review_by),
};
static const struct tmpl_type threshold_type = TYPE("threshold", view_threshold, threshold_fields);

static const struct tmpl_field bill_fields[] = {
    TEXT(view_bill, of),    TEXT(view_bill, in),     HTML(view_bill, total),
    HTML(view_bill, range), FLAG(view_bill, ranged), FLAG(view_bill, away),
    TEXT(view_bill, url),   TEXT(view_bill, output), TEXT(view_bill, alternative),
};
static const struct tmpl_type bill_type = TYPE("bill", view_bill, bill_fields);

static const struct tmpl_field table_fields[] = {TEXT(view_table, id), TEXT(view_table, url),
                                                 TEXT(view_table, data)};
static const struct tmpl_type table_type = TYPE("cost table", view_table, table_fields);

static const struct tmpl_field outcome_fields[] = {
    TEXT(view_outcome, id),
    TEXT(view_outcome, title),
    OBJECT(view_outcome, bill, bill_type),
    LIST(view_outcome, guides, view_link_type),
    LIST(view_outcome, says, saying_type),
};
static const struct tmpl_type outcome_type = TYPE("outcome", view_outcome, outcome_fields);

static const struct tmpl_field decision_fields[] = {
    TEXT(view_decision, id),
    TEXT(view_decision, root),
    TEXT(view_decision, data),
    TEXT(view_decision, title),
    TEXT(view_decision, description),
    OBJECT(view_decision, table, table_type),
    TEXT(view_decision, version),
    TEXT(view_decision, review_by),
    TEXT(view_decision, start),
    FLAG(view_decision, gated),
    FLAG(view_decision, all),
    HTML(view_decision, map),
    FLAG(view_decision, drawn),
    TEXT(view_decision, hash),
    LIST(view_decision, options, gated_type),
    LIST(view_decision, crumbs, view_link_type),
    LIST(view_decision, questions, question_type),
    LIST(view_decision, outcomes, outcome_type),
    LIST(view_decision, thresholds, threshold_type),
    FLAG(view_decision, limited),
    LIST(view_decision, sources, view_cite_type),
    FLAG(view_decision, sourced),
};
const struct tmpl_type view_decision_type = TYPE("decision", view_decision, decision_fields);
