"""What citizens say about the service: surveys and complaints, a file per aggregate."""

from tatadesa.feedback.models.complaint import Complaint, ComplaintEvent, ComplaintFile
from tatadesa.feedback.models.survey import SurveyAnswer

__all__ = ["Complaint", "ComplaintEvent", "ComplaintFile", "SurveyAnswer"]
