use beatbook_core::Audience;

use crate::AUDIT_LOG;
use crate::served_tests::Server;

#[test]
fn a_book_without_a_register_has_no_schedule_and_logs_none() {
    let server = Server::start(Audience::Operational);
    let problem = server.problem("api/v1/schedule?premises=premises-1", 400);
    assert_eq!(problem["parameter"], "premises");
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains("no register of premises")
    );
    assert!(!server.book.path().join(AUDIT_LOG).exists());
}

#[test]
fn what_is_asked_wrongly_is_refused_by_its_part() {
    let server = Server::start(Audience::Analyst);
    assert_eq!(
        server.problem("api/v1/schedule", 400)["parameter"],
        "premises"
    );
    let form = server.problem("api/v1/schedule?premises=premises-1&form=pdf", 400);
    assert_eq!(form["parameter"], "form");
}
